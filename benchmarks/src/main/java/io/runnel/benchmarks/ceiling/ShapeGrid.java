package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How fast batches of one shape run, one after another, on every caller of a layout. */
public final class ShapeGrid {
    /** Each measurement runs at least so many padded tokens on each caller. */
    private static final int LEAST_TOKENS = 4_096;

    private final ModelDirectory directory;
    private final Layout layout;
    private final List<TokenizedChunk> rows;

    /** One shape and its speed. */
    public record Cell(int rows, int length, Spread tokensPerSecond) {}

    private record Shape(int rows, int length) {
        String label() {
            return rows + " × " + length;
        }
    }

    /**
     * @param rows real ones to fill batches from; those of at least half the length are taken
     */
    public ShapeGrid(ModelDirectory directory, Layout layout, List<TokenizedChunk> rows) {
        this.directory = directory;
        this.layout = layout;
        this.rows = rows;
    }

    /** Every number of rows with every length for which there are real rows. */
    public List<Cell> measure(
            List<Integer> counts, List<Integer> lengths, Contest contest, Progress progress)
            throws InterruptedException {
        List<Contestant<Work>> contestants = new ArrayList<>();
        List<RawBatches> opened = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        try (RawModel model = RawModel.load(directory, layout)) {
            Set<String> outputs =
                    model.outputs(
                            directory.card().heads().stream()
                                    .map(Head::name)
                                    .collect(Collectors.toSet()));
            for (int length : lengths) {
                List<TokenizedChunk> fitting = fitting(length);
                for (int count : counts) {
                    if (!fitting.isEmpty()) {
                        RawBatches batches =
                                RawBatches.of(
                                        model.batches(filled(fitting, count, length)), outputs);
                        opened.add(batches);
                        Shape shape = new Shape(count, length);
                        shapes.add(shape);
                        contestants.add(new CeilingRun(shape.label(), layout, model, batches));
                    }
                }
            }
            Map<String, List<Work>> measured =
                    contest.run(
                            contestants,
                            progress,
                            work -> "%,.0f tokens/s".formatted(work.tokensPerSecond()));
            List<Cell> cells = new ArrayList<>();
            for (Shape shape : shapes) {
                List<Work> works = measured.get(shape.label());
                cells.add(
                        new Cell(
                                shape.rows(),
                                shape.length(),
                                Spread.of(works.stream().map(Work::tokensPerSecond).toList())));
            }
            return cells;
        } finally {
            opened.forEach(RawBatches::close);
        }
    }

    /** Real rows that are as long as this, or nearly. */
    private List<TokenizedChunk> fitting(int length) {
        return rows.stream()
                .filter(row -> row.length() <= length && row.length() > length * 3 / 4)
                .toList();
    }

    private List<List<TokenizedChunk>> filled(List<TokenizedChunk> fitting, int count, int length) {
        int perCaller = Math.max(1, LEAST_TOKENS / (count * length));
        List<List<TokenizedChunk>> batches = new ArrayList<>();
        int next = 0;
        for (int batch = 0; batch < perCaller * layout.callers(); batch++) {
            List<TokenizedChunk> filled = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                filled.add(fitting.get(next++ % fitting.size()));
            }
            batches.add(filled);
        }
        return batches;
    }
}
