package io.runnel.flink;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.List;

/**
 * Puts a document and the engine's answers together: all four results and four rows of provenance,
 * always.
 */
final class EnrichmentAssembler {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Tasks tasks;

    EnrichmentAssembler(Tasks tasks) {
        this.tasks = tasks;
    }

    Enriched assemble(Document document, DocumentPassages passages, InferenceResult result) {
        return new Enriched(
                document instanceof Invoice invoice ? invoice : null,
                document instanceof Transcript transcript ? transcript : null,
                document instanceof Ticket ticket ? ticket : null,
                LabelAssembly.classification(document, passages, result.of(tasks.classification())),
                SentimentAssembly.sentiment(document, passages, result.of(tasks.sentiment())),
                entities(passages, result.of(tasks.entities()).spans()),
                SummaryAssembly.summary(document, passages, result.of(tasks.summary())),
                List.of(
                        provenance("classification", tasks.classification(), result),
                        provenance("sentiment", tasks.sentiment(), result),
                        provenance("entities", tasks.entities(), result),
                        provenance("summary", tasks.summary(), result)),
                processing(result.effort()));
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

    private static Provenance provenance(String name, Task<?> task, InferenceResult result) {
        InferenceResult.ModelFacts model = result.models().get(task);
        return new Provenance(
                name,
                task.head(),
                model.name(),
                model.version(),
                model.digest(),
                model.precision());
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
