package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
                        .put("duplicates", allDuplicates);
        missing.forEach(report.putArray("missing_places")::add);
        duplicates.forEach(report.putArray("duplicate_places")::add);
        return report.toString();
    }

    String text() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d inputs that the job has committed, %,d behind them; %,d enriched, %,d dead letters%n",
                                inputs,
                                waiting,
                                enriched,
                                deadLetters));
        text.append(String.format(Locale.ROOT, "%,d without outcome%n", allMissing));
        missing.forEach(place -> text.append("  ").append(place).append('\n'));
        text.append(String.format(Locale.ROOT, "%,d with more than one%n", allDuplicates));
        duplicates.forEach(place -> text.append("  ").append(place).append('\n'));
        return text.toString();
    }
}
