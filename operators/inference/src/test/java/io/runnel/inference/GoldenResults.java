package io.runnel.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Entities;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Fields;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Quotes;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine answers with every head of a pack, as JSON for the golden file. */
final class GoldenResults implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SUMMARY_WORDS = 25;

    private final Map<String, Task<?>> tasks = new LinkedHashMap<>();
    private final InferenceEngine.Lease engine;

    GoldenResults(Path store, ModelCard card) {
        for (Head head : card.heads()) {
            task(card.id(), head).forEach(task -> tasks.put(head.name(), task));
        }
        engine =
                InferenceEngine.acquire(
                        new EngineSettings(store, 1, 1, 512, 0, Duration.ofMinutes(1)));
        engine.prepare(List.copyOf(tasks.values()));
    }

    /** The task that each head answers. */
    Map<String, Task<?>> tasks() {
        return tasks;
    }

    /** The answer of each head to this text. */
    ObjectNode results(String text) {
        InferenceResult result =
                engine.submit(TinyModel.request(List.copyOf(tasks.values()), text)).join();
        ObjectNode node = JSON.createObjectNode();
        tasks.forEach((head, task) -> write(node, head, result.answers().get(task), text));
        return node;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The task that this head answers; none for an embedding, which helps others. */
    private static List<Task<?>> task(ModelId id, Head head) {
        String name = head.name();
        return switch (head.task()) {
            case TEXT_CLASSIFICATION -> List.of(new Classify(id, name, LongText.CHUNK));
            case SENTIMENT -> List.of(new AnalyzeSentiment(id, name, LongText.CHUNK));
            case TOKEN_CLASSIFICATION ->
                    List.of(new RecognizeEntities(id, name, LongText.CHUNK, WordAggregation.FIRST));
            case FIELD_EXTRACTION -> List.of(new ExtractFields(id, name, LongText.CHUNK));
            case SENTENCE_SALIENCE ->
                    List.of(new Summarize(id, name, LongText.CHUNK, SUMMARY_WORDS));
            case SENTENCE_EMBEDDING, ZERO_SHOT_CLASSIFICATION, GENERATION -> List.of();
        };
    }

    private static void write(ObjectNode node, String head, Object answer, String text) {
        if (answer instanceof Labels labels) {
            node.putObject(head)
                    .put("label", labels.overall().get(0).label())
                    .put("score", GoldenLogits.rounded(labels.overall().get(0).score()));
        } else if (answer instanceof Entities entities) {
            write(node.putArray(head), entities.spans(), text);
        } else if (answer instanceof Fields fields) {
            write(node.putArray(head), fields.spans(), text);
        } else if (answer instanceof Quotes quotes) {
            ArrayNode sentences = node.putArray(head);
            quotes.sentences()
                    .forEach(
                            quote ->
                                    place(sentences.addObject(), quote.span(), text)
                                            .put("score", GoldenLogits.rounded(quote.score())));
        } else {
            throw new IllegalStateException("The answer of head " + head + " is new: " + answer);
        }
    }

    private static void write(ArrayNode array, List<EntitySpan> spans, String text) {
        for (EntitySpan span : spans) {
            place(array.addObject(), span.span(), text)
                    .put("label", span.entityGroup())
                    .put("score", GoldenLogits.rounded(span.score()));
        }
    }

    private static ObjectNode place(ObjectNode node, CharSpan span, String text) {
        return node.put("text", span.of(text)).put("start", span.start()).put("end", span.end());
    }
}
