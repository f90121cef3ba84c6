package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.verify.Disturbance.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * When a chaos run does what; the same seed gives the same plan. Steps come one after the other:
 * the next begins when the last one's victim is back, be the job itself still recovering or not.
 */
record ChaosPlan(List<Step> steps) {
    /** From the first outcomes on, and so that the last recovery is still seen. */
    private static final double FIRST = 0.02;

    private static final double LAST = 0.95;

    /**
     * One disturbance.
     *
     * @param afterOutcomes it comes when so many documents have their outcome
     * @param dice chooses the victim among those of its role, or the parallelism
     * @param length how long the victim is away
     */
    record Step(Disturbance disturbance, long afterOutcomes, int dice, Duration length) {}

    /**
     * The plan.
     *
     * @param documents how many there will be
     * @param wishes how many disturbances of each way
     */
    static ChaosPlan of(long documents, Map<Way, Integer> wishes, long seed) {
        Random random = new Random(seed);
        List<Disturbance> disturbances = new ArrayList<>();
        for (Way way : Way.values()) {
            List<Disturbance> kinds =
                    Stream.of(Disturbance.values()).filter(kind -> kind.way() == way).toList();
            for (int i = 0; i < wishes.getOrDefault(way, 0); i++) {
                disturbances.add(kinds.get(i % kinds.size()));
            }
        }
        Collections.shuffle(disturbances, random);
        List<Long> moments =
                random.doubles(disturbances.size(), FIRST, LAST)
                        .sorted()
                        .mapToObj(part -> (long) (part * documents))
                        .toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < disturbances.size(); i++) {
            Disturbance disturbance = disturbances.get(i);
            steps.add(
                    new Step(
                            disturbance,
                            moments.get(i),
                            random.nextInt(1 << 20),
                            length(disturbance.way(), random)));
        }
        return new ChaosPlan(List.copyOf(steps));
    }

    /** How many steps of a way there are. */
    int count(Way way) {
        return (int) steps.stream().filter(step -> step.disturbance().way() == way).count();
    }

    /** A killed process is soon back; a frozen one stays away for longer than any time-out. */
    private static Duration length(Way way, Random random) {
        return switch (way) {
            case KILL, FILL -> Duration.ofMillis(500 + random.nextInt(4_500));
            case FREEZE, CUT -> Duration.ofMillis(14_000 + random.nextInt(10_000));
            case RESCALE -> Duration.ofMillis(random.nextInt(2_000));
        };
    }
}
