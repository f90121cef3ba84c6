package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.InputRows;
import io.runnel.jobs.command.models.rows.LabelledRow;
import io.runnel.jobs.command.models.rows.RowLanguages;
import io.runnel.jobs.command.models.rows.RowSample;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Asks the real engine about labelled rows, as many at a time as keep it busy, and judges the
 * answers in the order of the rows, on the calling thread.
 */
public final class Evaluation {
    private static final int IN_FLIGHT = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineSettings settings;
    private final Terminal terminal;
    private final RowLanguages languages;

    /**
     * Which rows take part.
     *
     * @param limit at most so many of the rows that have an answer, drawn at random; all if empty
     */
    public record Choice(OptionalInt limit, long seed) {}

    /**
     * @param languages is offered each row that has an answer
     */
    public Evaluation(EngineSettings settings, Terminal terminal, RowLanguages languages) {
        this.settings = settings;
        this.terminal = terminal;
        this.languages = languages;
    }

    /**
     * Evaluates rows.
     *
     * @return the measures, with rows, documents per second and what was left out
     * @throws CommandFailure if a row cannot be read, none has an answer, or the engine fails
     */
    public <G extends Gold> ObjectNode run(
            InputRows input, Measurement<G> measurement, Choice choice)
            throws IOException, InterruptedException {
        Reading<G> reading = new Reading<>(input, measurement, languages);
        Source<G> rows =
                choice.limit().isPresent()
                        ? sample(reading, choice.limit().getAsInt(), choice.seed())
                        : reading::next;
        ObjectNode report = JSON.createObjectNode();
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            engine.prepare(List.of(measurement.scores().task()));
            Asking<G> asking = new Asking<>(engine, measurement.scores(), progress());
            asking.all(rows);
            if (asking.rows == 0) {
                throw new CommandFailure(
                        reading.leftOut == 0
                                ? "The input has no rows; expected a JSON object on each line."
                                : "The input has no rows to score; "
                                        + reading.leftOut
                                        + " were left out: they have no text, or no label that is"
                                        + " scored.");
            }
            report.put(Report.ROWS, asking.rows);
            measurement.scores().write(report);
            report.put(Report.DOCUMENTS_PER_SECOND, Rounded.of(asking.rows / asking.seconds()))
                    .put(Report.SECONDS, Rounded.of(asking.seconds()));
        }
        return report.put(Report.NOT_SCORED, reading.leftOut);
    }

    private Progress progress() {
        return new Progress(terminal, System::nanoTime);
    }

    private static <G extends Gold> Source<G> sample(Reading<G> reading, int limit, long seed)
            throws IOException {
        RowSample<LabelledRow<G>> sample = new RowSample<>(limit, seed);
        for (LabelledRow<G> row = reading.next(); row != null; row = reading.next()) {
            sample.offer(row);
        }
        Iterator<LabelledRow<G>> drawn = sample.rows().iterator();
        return () -> drawn.hasNext() ? drawn.next() : null;
    }

    /** Rows one by one; {@code null} at the end. */
    private interface Source<G extends Gold> {
        LabelledRow<G> next() throws IOException;
    }

    /** The rows of the input that have an answer, and how many have none. */
    private static final class Reading<G extends Gold> {
        private final InputRows input;
        private final Measurement<G> measurement;
        private final RowLanguages languages;
        private long leftOut;

        Reading(InputRows input, Measurement<G> measurement, RowLanguages languages) {
            this.input = input;
            this.measurement = measurement;
            this.languages = languages;
        }

        LabelledRow<G> next() throws IOException {
            while (true) {
                Optional<Optional<LabelledRow<G>>> row = input.next(this::read);
                if (row.isEmpty()) {
                    return null;
                }
                if (row.get().isPresent()) {
                    return row.get().get().at(input.place());
                }
                leftOut++;
            }
        }

        private Optional<LabelledRow<G>> read(JsonNode row) {
            Optional<LabelledRow<G>> read = measurement.reader().read(row);
            read.ifPresent(labelled -> languages.offer(row, labelled.passages()));
            return read;
        }
    }

    /** Rows under way. */
    private static final class Asking<G extends Gold> {
        private final InferenceEngine.Lease engine;
        private final Scores<G> scores;
        private final Progress progress;
        private final Deque<Pending<G>> pending = new ArrayDeque<>();
        private final long started = System.nanoTime();
        private long answered = started;
        private long rows;

        private record Pending<G extends Gold>(
                LabelledRow<G> row, CompletableFuture<Answered> answer) {}

        /** An answer and when it was there. */
        private record Answered(InferenceResult result, long nanoTime) {}

        Asking(InferenceEngine.Lease engine, Scores<G> scores, Progress progress) {
            this.engine = engine;
            this.scores = scores;
            this.progress = progress;
        }

        void all(Source<G> source) throws IOException, InterruptedException {
            try {
                for (LabelledRow<G> row = source.next(); row != null; row = source.next()) {
                    if (pending.size() == IN_FLIGHT) {
                        judge(pending.remove());
                    }
                    pending.add(new Pending<>(row, ask(row)));
                }
                while (!pending.isEmpty()) {
                    judge(pending.remove());
                }
            } finally {
                progress.finish();
            }
        }

        /** The time from the first question to the last answer. */
        double seconds() {
            return Math.max(1, answered - started) / 1e9;
        }

        private CompletableFuture<Answered> ask(LabelledRow<G> row) {
            List<Integer> all = IntStream.range(0, row.passages().size()).boxed().toList();
            return engine.submit(
                            new InferenceRequest(
                                    row.passages(), List.of(new Question(scores.task(), all))))
                    .thenApply(result -> new Answered(result, System.nanoTime()));
        }

        private void judge(Pending<G> next) throws InterruptedException {
            try {
                Answered answer = next.answer().get();
                answered = Math.max(answered, answer.nanoTime());
                scores.add(next.row(), answer.result());
            } catch (ExecutionException e) {
                throw new CommandFailure(
                        next.row().place()
                                + ": the engine failed on this row: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
            rows++;
            progress.update(rows);
        }
    }
}
