package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.RunningProcess;
import io.runnel.jobs.command.cluster.SmallDisk;
import io.runnel.jobs.command.verify.ChaosPlan.Step;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Does what a {@link ChaosPlan} says, step by step, in a thread of its own. Its victims are back
 * when a step is over; all others are the {@link Keeper}'s.
 */
final class Striker implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(20);

    private final ChaosPlan plan;
    private final Scene scene;
    private final Terminal terminal;
    private final List<String> skipped = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Map<Way, Integer> struck = new EnumMap<>(Way.class);
    private volatile RuntimeException failure;

    /**
     * What it strikes, and whom it tells.
     *
     * @param disk of the last broker, if it has one that may be filled
     * @param outcomes how many documents have theirs
     * @param onStrike told of a disturbance when it happens
     */
    record Scene(
            ProcessCluster cluster,
            Keeper keeper,
            ChaosJob job,
            Optional<SmallDisk> disk,
            LongSupplier outcomes,
            ToIntFunction<Disturbance> onStrike) {}

    Striker(ChaosPlan plan, Scene scene, Terminal terminal) {
        this.plan = plan;
        this.scene = scene;
        this.terminal = terminal;
    }

    /** Whether every step is done. */
    boolean finished() {
        if (failure != null) {
            throw failure;
        }
        return done.get() == plan.steps().size();
    }

    int done() {
        return done.get();
    }

    /** How often each way was really done. */
    synchronized Map<Way, Integer> struck() {
        return Map.copyOf(struck);
    }

    /** Steps that could not be done here, with the reason. */
    synchronized List<String> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public void run() {
        try {
            for (Step step : plan.steps()) {
                while (scene.outcomes().getAsLong() < step.afterOutcomes()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
                strike(step);
                done.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void strike(Step step) throws InterruptedException {
        List<String> candidates = scene.cluster().names(step.disturbance().victim());
        String victim = candidates.get(step.dice() % candidates.size());
        Optional<String> skipped =
                switch (step.disturbance().way()) {
                    case KILL -> kill(step, victim);
                    case FREEZE -> freeze(step, victim);
                    case CUT -> cut(step, victim);
                    case FILL -> fill(step, candidates.get(candidates.size() - 1));
                    case RESCALE -> rescale(step);
                };
        note(step, skipped);
    }

    private synchronized void note(Step step, Optional<String> reason) {
        if (reason.isPresent()) {
            skipped.add(step.disturbance().label() + ": " + reason.get());
        } else {
            struck.merge(step.disturbance().way(), 1, Integer::sum);
        }
    }

    /** Each of these gives the reason why it was not done; whatever happens, the victim is back. */
    private Optional<String> kill(Step step, String victim) throws InterruptedException {
        scene.keeper().takeAway(victim);
        try {
            if (!scene.cluster().process(victim).isAlive()) {
                return Optional.of(victim + " was not running");
            }
            tell(step, victim);
            scene.cluster().kill(victim);
            TimeUnit.MILLISECONDS.sleep(step.length().toMillis());
        } finally {
            scene.keeper().giveBack(victim);
        }
        return Optional.empty();
    }

    private Optional<String> freeze(Step step, String victim) throws InterruptedException {
        RunningProcess process = scene.cluster().process(victim);
        if (!process.isAlive()) {
            return Optional.of(victim + " was not running");
        }
        tell(step, victim);
        try {
            process.freeze();
            TimeUnit.MILLISECONDS.sleep(step.length().toMillis());
        } finally {
            process.thaw();
        }
        return Optional.empty();
    }

    private Optional<String> cut(Step step, String victim) throws InterruptedException {
        if (!scene.cluster().network().canCut()) {
            return Optional.of("this machine or user has no network namespaces");
        }
        tell(step, victim);
        try {
            scene.cluster().network().cut(victim);
            TimeUnit.MILLISECONDS.sleep(step.length().toMillis());
        } finally {
            scene.cluster().network().mend(victim);
        }
        return Optional.empty();
    }

    /** A broker with a full disk gives up; with room again, it is started again. */
    private Optional<String> fill(Step step, String victim) throws InterruptedException {
        if (scene.disk().isEmpty()) {
            return Optional.of("this machine or user cannot mount a disk");
        }
        scene.keeper().takeAway(victim);
        tell(step, victim);
        try {
            scene.disk().get().fill();
            long deadline = System.nanoTime() + DISK_PATIENCE.toNanos();
            while (scene.cluster().process(victim).isAlive() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
            TimeUnit.MILLISECONDS.sleep(step.length().toMillis());
        } finally {
            scene.disk().get().free();
            scene.keeper().giveBack(victim);
        }
        return Optional.empty();
    }

    private Optional<String> rescale(Step step) throws InterruptedException {
        int tasks = 1 + step.dice() % scene.cluster().slots();
        tell(step, "to " + tasks + " tasks");
        return scene.job().rescale(tasks)
                ? Optional.empty()
                : Optional.of("the savepoint failed for minutes");
    }

    private void tell(Step step, String victim) {
        int next = scene.onStrike().applyAsInt(step.disturbance());
        terminal.say(
                "%d/%d  %s %s, at document %,d, for %.1f s"
                        .formatted(
                                done.get() + 1,
                                plan.steps().size(),
                                step.disturbance().label(),
                                victim,
                                next,
                                step.length().toMillis() / 1e3));
    }
}
