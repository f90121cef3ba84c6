package io.runnel.benchmarks.peers;

import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.nio.file.Path;
import java.util.List;

/** Our own pack: asks the engine for one piece and waits for its answer. */
final class OwnPackAnswerer implements Answerer {
    private static final int SUMMARY_WORDS = 60;
    private static final List<Integer> THE_PASSAGE = List.of(0);

    private final InferenceEngine.Lease engine;
    private final Classify classification;
    private final AnalyzeSentiment sentiment;
    private final RecognizeEntities entities;
    private final Summarize summary;

    private OwnPackAnswerer(InferenceEngine.Lease engine, ModelId model) {
        this.engine = engine;
        this.classification = new Classify(model, "ticket-queue", LongText.CHUNK);
        this.sentiment = new AnalyzeSentiment(model, "sentiment", LongText.CHUNK);
        this.entities =
                new RecognizeEntities(model, "entities", LongText.CHUNK, WordAggregation.FIRST);
        this.summary = new Summarize(model, "salience", LongText.CHUNK, SUMMARY_WORDS);
    }

    /**
     * @param pack {@code …/<name>/<version>}
     * @param workers of the process's engine; its cache is off
     */
    static OwnPackAnswerer open(Path pack, int workers) {
        Path folder = pack.toAbsolutePath().normalize();
        Path store = folder.getParent().getParent();
        EngineSettings defaults = EngineSettings.defaults(store);
        InferenceEngine.Lease engine =
                InferenceEngine.acquire(
                        new EngineSettings(
                                store,
                                workers,
                                1,
                                defaults.batchMaxTokens(),
                                0,
                                defaults.runTimeout()));
        ModelId model =
                new ModelId(
                        folder.getParent().getFileName().toString(),
                        folder.getFileName().toString());
        OwnPackAnswerer answerer = new OwnPackAnswerer(engine, model);
        try {
            engine.prepare(answerer.tasks());
            return answerer;
        } catch (IllegalArgumentException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public Answered answer(Piece piece) {
        List<Question> questions =
                tasks().stream().map(task -> new Question(task, THE_PASSAGE)).toList();
        InferenceResult result =
                engine.submit(
                                new InferenceRequest(
                                        List.of(new Passage("text", piece.text())), questions))
                        .join();
        return new Answered(
                piece,
                result.of(classification).overall().get(0).label(),
                result.of(sentiment).overall().get(0).label(),
                result.of(entities).spans().size(),
                result.of(summary).sentences().size());
    }

    private List<Task<?>> tasks() {
        return List.of(classification, sentiment, entities, summary);
    }

    @Override
    public void close() {
        engine.close();
    }
}
