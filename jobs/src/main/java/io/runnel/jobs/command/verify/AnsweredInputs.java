package io.runnel.jobs.command.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which inputs have an outcome, in which generation. An input may have one in each: it was enriched
 * again because somebody wanted it. Two in one generation are a duplicate.
 */
final class AnsweredInputs {
    private final Map<Integer, Map<Integer, OffsetSet>> generations = new TreeMap<>();
    private final Map<Integer, Long> counts = new TreeMap<>();

    /** Adds an outcome; tells whether it is the first one of its generation. */
    boolean add(int partition, long offset, int generation) {
        counts.merge(generation, 1L, Long::sum);
        return generations
                .computeIfAbsent(generation, unused -> new HashMap<>())
                .computeIfAbsent(partition, unused -> new OffsetSet())
                .add(offset);
    }

    /**
     * Whether an input has an outcome.
     *
     * @param wanted the only generation that counts; any if it is empty
     */
    boolean contains(int partition, long offset, OptionalInt wanted) {
        return generations.entrySet().stream()
                .filter(each -> wanted.isEmpty() || each.getKey() == wanted.getAsInt())
                .map(each -> each.getValue().get(partition))
                .anyMatch(offsets -> offsets != null && offsets.contains(offset));
    }

    /** The first offset of a partition that has an outcome of any generation. */
    OptionalLong first(int partition) {
        return generations.values().stream()
                .filter(each -> each.containsKey(partition))
                .map(each -> each.get(partition).first())
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** The offset behind the last input with an outcome of any generation, by partition. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        for (Map<Integer, OffsetSet> partitions : generations.values()) {
            partitions.forEach(
                    (partition, offsets) ->
                            offsets.last()
                                    .ifPresent(last -> ends.merge(partition, last + 1, Math::max)));
        }
        return ends;
    }

    /** How many outcomes there are of each generation, by its number. */
    Map<Integer, Long> counts() {
        return Map.copyOf(counts);
    }
}
