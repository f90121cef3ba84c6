package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layout and batch size are the fastest here. What is compared with the ceiling is compared
 * with the best of them, and not with the way in which the engine happens to run models.
 *
 * @param entries every plan with its measurements
 */
public record BestCeiling(List<Entry> entries) {
    /** So many times as fast a plan with a shared session has to be. */
    private static final double CLEARLY = 1.05;

    /** A plan, its runs round by round, and how full its batches were. */
    public record Entry(CeilingPlan plan, List<Work> runs, double padding, double rowsPerBatch) {
        public Spread tokensPerSecond() {
            return Spread.of(runs.stream().map(Work::tokensPerSecond).toList());
        }

        public Spread documentsPerSecond() {
            return Spread.of(runs.stream().map(Work::documentsPerSecond).toList());
        }
    }

    /** What is compared: each layout with each most padded tokens of a batch. */
    public record Candidates(List<Layout> layouts, List<Integer> maxTokens) {}

    public BestCeiling {
        entries = List.copyOf(entries);
    }

    /** Lets these layouts run these documents with every batch size. */
    public static BestCeiling find(
            List<PreparedDocument> documents,
            ModelDirectory directory,
            Candidates candidates,
            Contest contest,
            Progress progress)
            throws InterruptedException {
        List<RawModel> models = new ArrayList<>();
        Map<Integer, RawBatches> batches = new LinkedHashMap<>();
        try {
            List<CeilingPlan> plans = new ArrayList<>();
            List<CeilingRun> runs = new ArrayList<>();
            for (Layout layout : candidates.layouts()) {
                RawModel model = RawModel.load(directory, layout);
                models.add(model);
                for (int most : candidates.maxTokens()) {
                    RawBatches packed =
                            batches.computeIfAbsent(
                                    most, first -> RawBatches.pack(documents, model, first));
                    CeilingPlan plan = new CeilingPlan(layout, most);
                    plans.add(plan);
                    runs.add(new CeilingRun(plan.label(), layout, model, packed));
                }
            }
            Map<String, List<Work>> measured =
                    contest.run(
                            runs,
                            progress,
                            work -> "%,.0f tokens/s".formatted(work.tokensPerSecond()));
            List<Entry> entries = new ArrayList<>();
            for (CeilingPlan plan : plans) {
                RawBatches packed = batches.get(plan.maxTokens());
                entries.add(
                        new Entry(
                                plan,
                                measured.get(plan.label()),
                                packed.padding(),
                                packed.rowsPerBatch()));
            }
            return new BestCeiling(entries);
        } finally {
            batches.values().forEach(RawBatches::close);
            models.forEach(RawModel::close);
        }
    }

    /**
     * The one with the highest median of tokens per second; but a plan whose callers share a
     * session only where it is {@link #CLEARLY} ahead of all others. Such a plan has two speeds, as
     * the callers' memory goes from cache to cache or not (decision 7), and a contest may see one
     * of them while what is compared with it later meets the other.
     */
    public Entry best() {
        Entry best = fastest(entries);
        return entries.stream()
                .filter(entry -> !entry.plan().layout().isShared())
                .filter(entry -> CLEARLY * speed(entry) >= speed(best))
                .max(Comparator.comparingDouble(BestCeiling::speed))
                .orElse(best);
    }

    private static Entry fastest(List<Entry> entries) {
        return entries.stream().max(Comparator.comparingDouble(BestCeiling::speed)).orElseThrow();
    }

    private static double speed(Entry entry) {
        return entry.tokensPerSecond().median();
    }
}
