package io.runnel.dashboard.why;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One way's trials of all documents, in their order. */
record Trials(List<Trial> trials) {
    private static final int RESAMPLES = 2_000;
    private static final int TAIL = RESAMPLES / 40;
    private static final long SEED = 8;

    double mean(ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).average().orElse(0);
    }

    /**
     * Its lead over another way in a figure, with the interval in which 95 % of resamples of the
     * documents have it (bootstrap, in pairs).
     */
    String lead(Trials other, ToDoubleFunction<Trial> figure) {
        double[] leads =
                IntStream.range(0, trials.size())
                        .mapToDouble(
                                i ->
                                        figure.applyAsDouble(trials.get(i))
                                                - figure.applyAsDouble(other.trials.get(i)))
                        .toArray();
        Random random = new Random(SEED);
        double[] means =
                IntStream.range(0, RESAMPLES)
                        .mapToDouble(
                                sample ->
                                        random.ints(leads.length, 0, leads.length)
                                                .mapToDouble(i -> leads[i])
                                                .average()
                                                .orElse(0))
                        .sorted()
                        .toArray();
        return format(
                "%+.3f (%+.3f to %+.3f)",
                Arrays.stream(leads).average().orElse(0), means[TAIL], means[RESAMPLES - 1 - TAIL]);
    }

    /** A row of the table; {@code than} is the way that it is compared with. */
    String row(String name, Trials than) {
        return format(
                "| %s | %s | **%.3f** | %s | %s | **%.3f** | %s | %.0f | %.0f |",
                name,
                byShare(Trial::without),
                mean(Trial::comprehensiveness),
                lead(than, Trial::comprehensiveness),
                byShare(Trial::only),
                mean(Trial::sufficiency),
                lead(than, Trial::sufficiency),
                mean(Trial::questions),
                mean(Trial::millis));
    }

    private String byShare(Function<Trial, List<Double>> losses) {
        return IntStream.range(0, Trial.SHARES.size())
                .mapToObj(share -> format("%.2f", mean(trial -> losses.apply(trial).get(share))))
                .collect(Collectors.joining(" "));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
