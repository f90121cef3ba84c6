package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a comparison of an input topic with its outputs found. */
final class DeliveryReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMED = 1_000;

    private final List<String> missing = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();
    private long inputs;
    private long enriched;
    private long deadLetters;
    private long waiting;
    private long allMissing;
    private long allDuplicates;
    private long beforeTheFirst;
    private long trimmed;
    private Map<Integer, Long> generations = Map.of();
    private String committed = "";
    private String answered = "";
    private final List<String> foreign = new ArrayList<>();
    private long allForeign;

    void input() {
        inputs++;
    }

    void waiting() {
        waiting++;
    }

    void outcome(Account.Outcome outcome) {
        switch (outcome) {
            case ENRICHED -> enriched++;
            case DEAD_LETTER -> deadLetters++;
        }
    }

    void missing(String place) {
        allMissing++;
        if (missing.size() < MOST_NAMED) {
            missing.add(place);
        }
    }

    void duplicate(String place) {
        allDuplicates++;
        if (duplicates.size() < MOST_NAMED) {
            duplicates.add(place);
        }
    }

    /** One of those without outcome stands before all that have one. */
    void beforeTheFirst() {
        beforeTheFirst++;
    }

    /** A record in an output topic that no job has written. */
    void foreign(String place) {
        allForeign++;
        if (foreign.size() < MOST_NAMED) {
            foreign.add(place);
        }
    }

    /** An output partition no longer has its first records. */
    void trimmed(long records) {
        trimmed += records;
    }

    /** How far the job has committed: the offset behind, by partition. */
    void committed(Map<Integer, Long> ends) {
        committed = offsets(ends);
    }

    /** How far the outcomes go: the offset behind the last input with one, by partition. */
    void answered(Map<Integer, Long> ends) {
        answered = offsets(ends);
    }

    private static String offsets(Map<Integer, Long> ends) {
        return new TreeMap<>(ends)
                .entrySet().stream()
                        .map(end -> end.getKey() + ":" + end.getValue())
                        .collect(Collectors.joining(","));
    }

    /** How many outcomes there are of each generation, by its number. */
    void generations(Map<Integer, Long> counts) {
        generations = new TreeMap<>(counts);
    }

    /** Whether each input that the job has committed has one outcome. */
    boolean kept() {
        return allMissing == 0 && allDuplicates == 0;
    }

    /** The places of inputs without outcome, at most 1,000 of them. */
    List<String> missingPlaces() {
        return List.copyOf(missing);
    }

    /** The places of inputs with more than one outcome, at most 1,000 of them. */
    List<String> duplicatePlaces() {
        return List.copyOf(duplicates);
    }

    String json() {
        ObjectNode report =
                JSON.createObjectNode()
                        .put("kept", kept())
                        .put("inputs", inputs)
                        .put("waiting", waiting)
                        .put("enriched", enriched)
                        .put("dead_letters", deadLetters)
                        .put("missing", allMissing)
                        .put("duplicates", allDuplicates)
                        .put("foreign", allForeign)
                        .put("missing_before_first_outcome", beforeTheFirst)
                        .put("trimmed_outputs", trimmed)
                        .put("committed_offsets", committed)
                        .put("answered_offsets", answered);
        ObjectNode outcomes = report.putObject("generations");
        generations.forEach((generation, count) -> outcomes.put(generation.toString(), count));
        missing.forEach(report.putArray("missing_places")::add);
        duplicates.forEach(report.putArray("duplicate_places")::add);
        foreign.forEach(report.putArray("foreign_places")::add);
        return report.toString();
    }

    String text() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d inputs that the job has committed or answered, %,d behind them; %,d enriched, %,d dead letters%n",
                                inputs,
                                waiting,
                                enriched,
                                deadLetters));
        if (generations.keySet().stream().anyMatch(generation -> generation > 0)) {
            generations.forEach(
                    (generation, count) ->
                            text.append(
                                    String.format(
                                            Locale.ROOT,
                                            "%,d outcomes of generation %d%n",
                                            count,
                                            generation)));
        }
        text.append(String.format(Locale.ROOT, "%,d without outcome%n", allMissing));
        missing.forEach(place -> text.append("  ").append(place).append('\n'));
        text.append(
                String.format(
                        Locale.ROOT, "%,d with more than one in a generation%n", allDuplicates));
        duplicates.forEach(place -> text.append("  ").append(place).append('\n'));
        explain(text);
        return text.toString();
    }

    private void explain(StringBuilder text) {
        if (beforeTheFirst > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%,d of those without outcome stand before the first one with an outcome of"
                                    + " their partition: if the job began behind them"
                                    + " (kafka.source.starting-offsets), they are none of its.%n",
                            beforeTheFirst));
        }
        if (trimmed > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "The output topics no longer have their first %,d offsets: inputs whose outcome"
                                    + " stood there look as if they had none.%n",
                            trimmed));
        }
        if (allForeign > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%,d records in the output topics are of no job:%n",
                            allForeign));
            foreign.forEach(place -> text.append("  ").append(place).append('\n'));
        }
    }
}
