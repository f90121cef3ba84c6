package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.BestCeiling;
import io.runnel.benchmarks.ceiling.CeilingPlan;
import io.runnel.benchmarks.ceiling.Layout;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.inference.EngineSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all suites of one run share.
 *
 * <p>The best way to the ceiling is looked for once: by the suite that reports it, or by the first
 * that compares with it.
 */
public final class Workshop {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

    /** Rounds in which the best plan is looked for when nobody asks for a report about it. */
    private static final Contest QUICK_LOOK = new Contest(1, 2);

    private final PreparedCorpus corpus;
    private final Effort effort;
    private final Conditions conditions;
    private final Progress progress;
    private final Path folder;
    private final Map<Part, CeilingPlan> bestPlans = new EnumMap<>(Part.class);

    /**
     * @param folder for temporary files
     */
    public Workshop(
            PreparedCorpus corpus,
            Effort effort,
            Conditions conditions,
            Progress progress,
            Path folder) {
        this.corpus = corpus;
        this.effort = effort;
        this.conditions = conditions;
        this.progress = progress;
        this.folder = folder;
    }

    public PreparedCorpus corpus() {
        return corpus;
    }

    public Effort effort() {
        return effort;
    }

    public Conditions conditions() {
        return conditions;
    }

    public Progress progress() {
        return progress;
    }

    public Path folder() {
        return folder;
    }

    /** The engine's settings in all suites. */
    public EngineSettings engine() {
        return conditions.engine();
    }

    /** A part of a suite. */
    @FunctionalInterface
    public interface Measuring {
        void run() throws InterruptedException;
    }

    /**
     * Measures a part of a suite. If it fails, the report says so, and the other parts can go on.
     *
     * @throws Progress.StoppedException if somebody asked to stop, whatever failed by that
     */
    public void part(String name, SuiteReport report, Measuring measuring)
            throws InterruptedException {
        try {
            measuring.run();
        } catch (Progress.StoppedException e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // Ctrl-C ends the processes that were started, too, and whoever waits for one fails.
            progress.goOn();
            LOG.warn("Part '{}' of suite {} failed.", name, report.name(), e);
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            report.failure(name + ": " + reason);
            progress.say("Not measured: " + name + ": " + reason);
        }
    }

    /** Keeps what a suite has found out. */
    public void bestPlan(Part part, CeilingPlan plan) {
        bestPlans.put(part, plan);
    }

    /** The layout of the fastest plan on this machine; batch budgets differ by part. */
    public Layout bestLayout() throws InterruptedException {
        return bestPlan(Part.ALL).layout();
    }

    /** The fastest plan for the documents of a part on this machine. */
    public CeilingPlan bestPlan(Part part) throws InterruptedException {
        CeilingPlan known = bestPlans.get(part);
        if (known == null) {
            known = compared(part, QUICK_LOOK).best().plan();
            bestPlans.put(part, known);
        }
        return known;
    }

    /**
     * Compares plans: all layouts with all batch budgets for all types together, and the budgets of
     * the best layout for one type.
     */
    BestCeiling compared(Part part, Contest contest) throws InterruptedException {
        List<Layout> layouts = part == Part.ALL ? Layout.all() : List.of(bestLayout());
        progress.say(
                "Looking for the best way to run the model without an engine: "
                        + part.label()
                        + ".");
        return BestCeiling.find(
                corpus.sample(part, effort.sampleTokens()),
                corpus.model(),
                new BestCeiling.Candidates(layouts, effort.batchTokens()),
                contest,
                progress);
    }

    /** What a document means that a job rejects. */
    public Feed.DeadLetters deadLetters() {
        return switch (corpus.kind()) {
            case MADE -> Feed.DeadLetters.FAIL;
            case GIVEN -> Feed.DeadLetters.COUNT;
        };
    }

    /** What was set, for the report. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(conditions.facts());
        facts.putAll(effort.facts());
        bestPlans.forEach((part, plan) -> facts.put("ceiling_plan_" + part.label(), plan.label()));
        return facts;
    }
}
