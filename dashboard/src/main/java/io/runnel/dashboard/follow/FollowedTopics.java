package io.runnel.dashboard.follow;

import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.registry.RegistrySettings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The topics that are followed; those that do not exist yet are waited for.
 *
 * @param registry of the schemas that enriched records name, or {@code null}
 */
public record FollowedTopics(
        Set<String> enriched,
        Set<String> deadLetters,
        String corrections,
        RegistrySettings registry) {
    /** Where corrections go unless somebody says otherwise. */
    public static final String CORRECTIONS = "corrections";

    /** Those that the jobs write unless they are told others. */
    public static FollowedTopics defaults() {
        return new FollowedTopics(defaultEnriched(), defaultDeadLetters(), CORRECTIONS, null);
    }

    public static Set<String> defaultEnriched() {
        Set<String> topics = new LinkedHashSet<>();
        Arrays.stream(DocumentType.values())
                .forEach(type -> topics.add(DefaultTopics.enriched(type)));
        return topics;
    }

    public static Set<String> defaultDeadLetters() {
        Set<String> topics = new LinkedHashSet<>();
        Arrays.stream(DocumentType.values())
                .forEach(type -> topics.add(DefaultTopics.deadLetters(type)));
        return topics;
    }

    /** What kind of records a topic has. */
    enum Kind {
        INPUT("input"),
        ENRICHED("enriched"),
        DEAD_LETTERS("dead-letters"),
        CORRECTIONS("corrections");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    Kind kind(String topic) {
        if (topic.equals(corrections)) {
            return Kind.CORRECTIONS;
        }
        return enriched.contains(topic)
                ? Kind.ENRICHED
                : deadLetters.contains(topic) ? Kind.DEAD_LETTERS : Kind.INPUT;
    }

    public Set<String> all() {
        Set<String> all = new TreeSet<>(enriched);
        all.addAll(deadLetters);
        all.add(corrections);
        return all;
    }

    /** The type whose default topics have this name. */
    static Optional<DocumentType> type(String topic) {
        return Arrays.stream(DocumentType.values())
                .filter(
                        type ->
                                List.of(
                                                type.topic(),
                                                DefaultTopics.enriched(type),
                                                DefaultTopics.deadLetters(type))
                                        .contains(topic))
                .findFirst();
    }
}
