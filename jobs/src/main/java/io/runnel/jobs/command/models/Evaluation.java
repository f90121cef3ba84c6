package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.text.Passage;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.Lines;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Asks the real engine about labelled rows, as many at a time as keep it busy. */
final class Evaluation {
    private static final int IN_FLIGHT = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineSettings settings;
    private final Scores scores;

    Evaluation(EngineSettings settings, Scores scores) {
        this.settings = settings;
        this.scores = scores;
    }

    /**
     * Evaluates all rows.
     *
     * @return rows, the measures of the head, and documents per second
     * @throws CommandFailure if a row is none, or the engine fails on it
     */
    ObjectNode run(Lines lines) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        Phaser open = new Phaser(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long rows = 0;
        long started;
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            engine.prepare(List.of(scores.task()));
            started = System.nanoTime();
            while (failure.get() == null && lines.advance()) {
                if (Lines.isBlank(lines.line())) {
                    continue;
                }
                LabelledRow row = row(lines);
                rows++;
                room.acquire();
                open.register();
                var unused =
                        engine.submit(request(row))
                                .whenComplete(
                                        (result, problem) -> {
                                            try {
                                                if (problem == null) {
                                                    scores.add(row, result);
                                                } else {
                                                    failure.compareAndSet(null, problem);
                                                }
                                            } catch (RuntimeException e) {
                                                failure.compareAndSet(null, e);
                                            } finally {
                                                room.release();
                                                open.arriveAndDeregister();
                                            }
                                        });
            }
            open.arriveAndAwaitAdvance();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        failIfNeeded(failure.get());
        if (rows == 0) {
            throw new CommandFailure("The input has no rows.");
        }
        ObjectNode report = JSON.createObjectNode().put("rows", rows);
        scores.write(report);
        return report.put("documents_per_second", Rounded.of(rows / seconds))
                .put("seconds", Rounded.of(seconds));
    }

    private InferenceRequest request(LabelledRow row) {
        List<Passage> passages = row.asPassages();
        return new InferenceRequest(
                passages,
                List.of(
                        new Question(
                                scores.task(),
                                IntStream.range(0, passages.size()).boxed().toList())));
    }

    private LabelledRow row(Lines lines) {
        try {
            LabelledRow row = LabelledRow.parse(lines.line());
            if (!scores.fits(row)) {
                throw new IllegalArgumentException(
                        "head '"
                                + scores.task().head()
                                + "' needs "
                                + (row.labels().isEmpty() ? "a label." : "tokens with tags."));
            }
            return row;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("Line " + (lines.number() + 1) + ": " + e.getMessage(), e);
        }
    }

    private static void failIfNeeded(Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw new CommandFailure("The engine failed on a row: " + cause.getMessage(), failure);
        }
    }
}
