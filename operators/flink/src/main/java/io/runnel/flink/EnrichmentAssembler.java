package io.runnel.flink;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts a document and the engine's answers together: all four results and four rows of provenance,
 * always, and a fifth row where fields were to be asked about. The result of a task that does not
 * support the language is there and says nothing.
 */
final class EnrichmentAssembler {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Tasks tasks;
    private final Function<ModelId, ModelCard> cards;
    private final int generation;

    /**
     * @param cards what the models of the tasks say about themselves
     * @param generation of every record
     */
    EnrichmentAssembler(Tasks tasks, Function<ModelId, ModelCard> cards, int generation) {
        this.tasks = tasks;
        this.cards = cards;
        this.generation = generation;
    }

    Enriched assemble(AskedDocument asked, InferenceResult result) {
        Document document = asked.document();
        return new Enriched(
                document instanceof Invoice invoice ? invoice : null,
                document instanceof Transcript transcript ? transcript : null,
                document instanceof Ticket ticket ? ticket : null,
                asked.language(),
                classification(asked, result),
                sentiment(asked, result),
                asked.isUnsupported(tasks.entities())
                        ? List.of()
                        : entities(asked.passages(), result.of(tasks.entities()).spans()),
                fields(asked, result),
                summary(asked, result),
                provenance(asked, result),
                processing(result.effort()),
                Map.of(),
                generation);
    }

    private Classification classification(AskedDocument asked, InferenceResult result) {
        return asked.isUnsupported(tasks.classification())
                ? Classification.unanswered()
                : LabelAssembly.classification(
                        asked.document(), asked.passages(), result.of(tasks.classification()));
    }

    private Sentiment sentiment(AskedDocument asked, InferenceResult result) {
        return asked.isUnsupported(tasks.sentiment())
                ? Sentiment.unanswered()
                : SentimentAssembly.sentiment(
                        asked.document(), asked.passages(), result.of(tasks.sentiment()));
    }

    /** The summary that quotes sentences, or tells fields. */
    Summary summary(AskedDocument asked, InferenceResult result) {
        return asked.isUnsupported(tasks.summary())
                ? SummaryAssembly.withoutModel(asked.document())
                : SummaryAssembly.summary(
                        asked.document(), asked.passages(), result.of(tasks.summary()));
    }

    private List<Entity> fields(AskedDocument asked, InferenceResult result) {
        return tasks.fields()
                .filter(task -> asked.passages().mayHaveFields() && !asked.isUnsupported(task))
                .map(task -> entities(asked.passages(), result.of(task).spans()))
                .orElse(List.of());
    }

    private static List<Entity> entities(DocumentPassages passages, List<EntitySpan> spans) {
        return spans.stream().map(span -> entity(passages, span)).toList();
    }

    private static Entity entity(DocumentPassages passages, EntitySpan found) {
        Passage passage = passages.passages().get(found.index());
        return new Entity(
                passage.field(),
                passages.speakers().get(found.index()),
                found.entityGroup(),
                found.word(),
                found.span().of(passage.text()),
                found.score(),
                found.span().start(),
                found.span().end());
    }

    private List<Provenance> provenance(AskedDocument asked, InferenceResult result) {
        List<Provenance> rows = new ArrayList<>();
        rows.add(provenance("classification", tasks.classification(), asked, result));
        rows.add(provenance("sentiment", tasks.sentiment(), asked, result));
        rows.add(provenance("entities", tasks.entities(), asked, result));
        rows.add(provenance("summary", tasks.summary(), asked, result));
        tasks.fields()
                .filter(task -> asked.passages().mayHaveFields())
                .ifPresent(task -> rows.add(provenance("fields", task, asked, result)));
        return List.copyOf(rows);
    }

    private Provenance provenance(
            String name, Task<?> task, AskedDocument asked, InferenceResult result) {
        if (asked.isUnsupported(task)) {
            return new Provenance(
                    name,
                    task.head(),
                    task.model().name(),
                    task.model().version(),
                    null,
                    cards.apply(task.model()).recordedPrecision(),
                    AnswerStatus.UNSUPPORTED_LANGUAGE);
        }
        InferenceResult.ModelFacts model = result.models().get(task);
        return new Provenance(
                name,
                task.head(),
                model.name(),
                model.version(),
                model.digest(),
                model.precision(),
                AnswerStatus.ANSWERED);
    }

    private static Processing processing(InferenceResult.Effort effort) {
        return new Processing(
                effort.chunks(),
                effort.tokens(),
                effort.truncated(),
                effort.cacheHit(),
                effort.tokenizeNanos() / NANOS_PER_MILLI,
                effort.queueNanos() / NANOS_PER_MILLI,
                effort.modelNanos() / NANOS_PER_MILLI,
                effort.totalNanos() / NANOS_PER_MILLI);
    }
}
