package io.runnel.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Contestants that take turns, round by round, so that whatever else the machine does or how warm
 * it is hits all of them alike. Each round has an order of its own, drawn by a fixed seed, so that
 * nobody always follows the same one. Rounds to warm up are not counted.
 */
public record Contest(int warmUps, int rounds) {
    private static final long SEED = 23;

    /** As many rounds, none to warm up: for those whose code has run in this process before. */
    public Contest warm() {
        return new Contest(0, rounds);
    }

    /** The measurements of each contestant by its name, round by round. */
    public <M> Map<String, List<M>> run(
            List<? extends Contestant<? extends M>> contestants,
            Progress progress,
            Function<M, String> shown)
            throws InterruptedException {
        Map<String, List<M>> measured = new LinkedHashMap<>();
        contestants.forEach(contestant -> measured.put(contestant.name(), new ArrayList<>()));
        if (measured.size() != contestants.size()) {
            throw new IllegalArgumentException(
                    "Two contestants have one name; expected different ones, found "
                            + contestants.stream().map(Contestant::name).toList()
                            + ".");
        }
        progress.expect((warmUps + rounds) * contestants.size());
        Random random = new Random(SEED);
        for (int round = -warmUps; round < rounds; round++) {
            List<Contestant<? extends M>> order = new ArrayList<>(contestants);
            Collections.shuffle(order, random);
            for (Contestant<? extends M> contestant : order) {
                progress.next(
                        round < 0
                                ? contestant.name() + ", warming up"
                                : contestant.name() + ", round " + (round + 1) + "/" + rounds);
                M result = contestant.run();
                if (round >= 0) {
                    measured.get(contestant.name()).add(result);
                }
                progress.result(shown.apply(result));
            }
        }
        return measured;
    }

    /** How many times the first is the second, round by round: both had the same minute. */
    public static Spread ratio(List<Double> ones, List<Double> others) {
        if (ones.size() != others.size()) {
            throw new IllegalArgumentException(
                    "Only runs of the same rounds can be compared; found "
                            + ones.size()
                            + " and "
                            + others.size()
                            + ".");
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            ratios.add(ones.get(i) / others.get(i));
        }
        return Spread.of(ratios);
    }
}
