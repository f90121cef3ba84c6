package io.runnel.dashboard.http;

import java.util.Optional;
import java.util.Set;

/** Topics that nobody follows: what the server says of them does not change. */
public record StillTopics(
        Set<String> topics,
        Set<String> deadLetters,
        Set<String> missing,
        Set<String> deleted,
        Optional<String> problem)
        implements Followed {

    public static StillTopics none() {
        return new StillTopics(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());
    }
}
