package io.runnel.jobs.command.deadletters;

import io.runnel.schemas.document.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that choose dead letters; without any, all are chosen. */
final class LetterFilter {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason, such as MISSING_ID; repeatable.")
    private Set<RejectReason> reasons = new LinkedHashSet<>();

    @Option(
            names = "--retryable",
            description =
                    "Only those whose bytes may succeed as they are: TIMED_OUT, MODEL_FAILED.")
    private boolean retryable;

    @Option(
            names = "--at",
            paramLabel = "PARTITION@OFFSET",
            converter = LetterPlace.Converter.class,
            description = "Only the one at this place of the dead-letter topic; repeatable.")
    private List<LetterPlace> places = new ArrayList<>();

    @Option(names = "--max", paramLabel = "N", description = "At most so many (default: all).")
    private long max = Long.MAX_VALUE;

    long max() {
        return max;
    }

    List<LetterPlace> places() {
        return places;
    }

    boolean accepts(Letter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (!retryable || letter.retryable())
                && (places.isEmpty() || places.contains(letter.place()));
    }
}
