package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.BestCeiling;
import io.runnel.benchmarks.ceiling.CeilingPlan;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.inference.EngineSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    private CeilingPlan bestPlan;

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
        } catch (RuntimeException e) {
            // Ctrl-C ends the processes that were started, too, and whoever waits for one fails.
            progress.goOn();
            LOG.warn("Part '{}' of suite {} failed.", name, report.name(), e);
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            report.failure(name + ": " + reason);
            progress.say("Not measured: " + name + ": " + reason);
        }
    }

    /** Keeps what a suite has found out. */
    public void bestPlan(CeilingPlan plan) {
        bestPlan = plan;
    }

    /** The fastest plan on this machine. */
    public CeilingPlan bestPlan() throws InterruptedException {
        if (bestPlan == null) {
            progress.say("Looking for the best way to run the model without an engine.");
            bestPlan =
                    BestCeiling.find(
                                    corpus.sample(Part.ALL, effort.sampleTokens()),
                                    corpus.model(),
                                    effort.batchTokens(),
                                    QUICK_LOOK,
                                    progress)
                            .best()
                            .plan();
        }
        return bestPlan;
    }

    /** What was set, for the report. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(conditions.facts());
        facts.putAll(effort.facts());
        if (bestPlan != null) {
            facts.put("ceiling_plan", bestPlan.label());
        }
        return facts;
    }
}
