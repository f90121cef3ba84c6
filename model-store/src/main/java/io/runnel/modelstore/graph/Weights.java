package io.runnel.modelstore.graph;

import java.util.Map;
import java.util.Set;

/**
 * The constants of a graph.
 *
 * @param parameters how many numbers there are
 * @param byType how many of each type, as {@code float32} or {@code int8}
 * @param bytes what they take when they are loaded
 * @param files that hold some of them beside the graph's file, relative to its folder
 */
public record Weights(long parameters, Map<String, Long> byType, long bytes, Set<String> files) {
    public Weights {
        byType = Map.copyOf(byType);
        files = Set.copyOf(files);
    }

    /** How many numbers are of this type. */
    public long of(String type) {
        return byType.getOrDefault(type, 0L);
    }
}
