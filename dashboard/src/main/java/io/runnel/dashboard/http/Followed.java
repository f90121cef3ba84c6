package io.runnel.dashboard.http;

import java.util.Optional;
import java.util.Set;

/** What is followed, and how that goes. */
public interface Followed {
    Set<String> topics();

    /** Those of dead letters. */
    Set<String> deadLetters();

    /** Topics that do not exist yet. */
    Set<String> missing();

    /** Those of them that were there before. */
    Set<String> deleted();

    /** What is wrong now, if anything is. */
    Optional<String> problem();
}
