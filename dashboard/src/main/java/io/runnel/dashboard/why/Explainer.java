package io.runnel.dashboard.why;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.ModelStatistics;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Tells which words carried a label: the head that gave it is asked again without each word, and
 * about each word by itself. One document at a time, so that its cost is its own.
 */
public final class Explainer implements AutoCloseable {
    /** More would keep the server's threads from everything else. */
    private static final int MOST_ASKING = 3;

    private final Path models;
    private final Semaphore asking = new Semaphore(MOST_ASKING);
    private InferenceEngine.Lease lease;

    /**
     * @param models the model store; it must have the model that answered
     */
    public Explainer(Path models) {
        this.models = models;
    }

    /** It cannot be explained; the message says why. */
    public static final class Unexplained extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unexplained(String message) {
            super(message);
        }
    }

    /** Others are asking, so that this one is not answered now. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super(
                    "Others have asked why, and wait for their answers: one is answered at a time,"
                            + " and "
                            + MOST_ASKING
                            + " are taken. Ask again in a moment.");
        }
    }

    /**
     * The weight of each word for the label that the document has now.
     *
     * @throws Unexplained if the document has none, or its model is not in the store
     * @throws Busy if others wait already
     */
    public ObjectNode explain(Enriched enriched, LabelTask kind) throws InterruptedException {
        if (!asking.tryAcquire()) {
            throw new Busy();
        }
        try {
            return explainAlone(enriched, kind);
        } finally {
            asking.release();
        }
    }

    private synchronized ObjectNode explainAlone(Enriched enriched, LabelTask kind)
            throws InterruptedException {
        Task<Labels> task = task(enriched, kind);
        InferenceEngine.Lease engine = engine();
        try {
            engine.prepare(List.of(task));
        } catch (IllegalArgumentException e) {
            throw new Unexplained(
                    "The model that gave this label cannot be asked: "
                            + e.getMessage()
                            + " Start the dashboard with --models and a store that has it.");
        }
        List<FieldText> texts = AskedTexts.of(enriched.document(), kind);
        ModelStatistics before = engine.statistics(task.model());
        AskedDocument asked = new AskedDocument(engine, task, texts);
        double[] weights = OutAndIn.weigh(asked);
        ModelStatistics after = engine.statistics(task.model());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("label", asked.label()).put("score", rounded(asked.whole()));
        answer.put("method", OutAndIn.METHOD);
        answer.put("head", task.head()).put("model", task.model().toString());
        answer.put("baseline", rounded(asked.whole()));
        answer.put("questions", asked.questions());
        answer.put("runs", after.runs() - before.runs());
        answer.put("model_ms", rounded((after.nanos() - before.nanos()) / 1e6));
        return answer.set("words", words(asked, weights));
    }

    private static ArrayNode words(AskedDocument asked, double[] weights) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < weights.length; i++) {
            Span span = asked.spans().get(i);
            FieldText text = asked.texts().get(span.text());
            words.addObject()
                    .put("field", text.field())
                    .put("start", span.start())
                    .put("end", span.end())
                    .put("text", text.text().substring(span.start(), span.end()))
                    .put("weight", rounded(weights[i]));
        }
        return words;
    }

    private static Task<Labels> task(Enriched enriched, LabelTask kind) {
        Optional<Provenance> answered =
                enriched.provenance().stream()
                        .filter(row -> row.task().equals(kind.label()))
                        .filter(row -> row.status() == AnswerStatus.ANSWERED)
                        .findFirst();
        if (answered.isEmpty()) {
            throw new Unexplained(
                    "The document has no "
                            + kind.label()
                            + ": its record says that the task was not answered.");
        }
        Provenance row = answered.get();
        ModelId model = new ModelId(row.model(), row.version());
        return switch (kind) {
            case CLASSIFICATION -> new Classify(model, row.head(), LongText.CHUNK);
            case SENTIMENT -> new AnalyzeSentiment(model, row.head(), LongText.CHUNK);
        };
    }

    private InferenceEngine.Lease engine() {
        if (lease == null) {
            try {
                lease = InferenceEngine.acquire(EngineSettings.defaults(models));
            } catch (IllegalStateException | IllegalArgumentException e) {
                throw new Unexplained("The engine cannot be used here: " + e.getMessage());
            }
        }
        return lease;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    @Override
    public synchronized void close() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
