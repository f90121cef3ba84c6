package io.runnel.jobs.database;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.flink.Amounts;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.math.BigDecimal;
import java.util.List;

/** An enriched record as {@code runnel.put_document} takes it: one row and its children. */
final class DocumentRow {
    private DocumentRow() {}

    static Row of(Enriched enriched) {
        ObjectNode row = Row.JSON.createObjectNode();
        writeSource(row, enriched);
        writeAnswers(row, enriched);
        writeKind(row, enriched.document());
        writeProcessing(row, enriched.processing());
        LabelRows.write(row.putArray("labels"), enriched);
        writeEntities(row.putArray("entities"), enriched.entities());
        writeSentences(row.putArray("sentences"), enriched.summary().sentences());
        writeModels(row.putArray("models"), enriched.provenance());
        return Row.of(row);
    }

    private static void writeSource(ObjectNode row, Enriched enriched) {
        Document document = enriched.document();
        Origin origin = document.origin();
        SourceTime time = SourceTime.ofMillis(origin.timestamp());
        row.put("day", time.day().toString());
        row.put("topic", DatabaseText.grouped(origin.topic()));
        row.put("document_id", DatabaseText.key(document.id()));
        row.put("document_type", document.type().label());
        row.put("source_partition", origin.partition());
        row.put("source_offset", origin.offset());
        row.put("source_timestamp", time.instant().toString());
        row.put("generation", enriched.generation());
    }

    private static void writeAnswers(ObjectNode row, Enriched enriched) {
        writeLabel(
                row, "label", enriched.classification().label(), enriched.classification().score());
        writeLabel(row, "sentiment", enriched.sentiment().label(), enriched.sentiment().score());
        SentimentMovement movement = enriched.sentiment().movement();
        if (movement != null) {
            row.put("sentiment_start", movement.start());
            row.put("sentiment_end", movement.end());
            row.put("sentiment_change", movement.change());
        }
        if (enriched.language() != null) {
            writeLabel(row, "language", enriched.language().code(), enriched.language().score());
            row.put("language_source", enriched.language().source().label());
        }
        row.put("summary_text", DatabaseText.clean(enriched.summary().summaryText()));
        row.put("summary_method", DatabaseText.grouped(enriched.summary().method()));
        row.put("entity_count", enriched.entities().size());
    }

    private static void writeLabel(ObjectNode row, String name, String label, double score) {
        if (label != null) {
            row.put(name, DatabaseText.grouped(label)).put(name + "_score", score);
        }
    }

    /** What only some types have; everything that dashboards group by. */
    private static void writeKind(ObjectNode row, Document document) {
        if (document instanceof Invoice invoice) {
            row.put("vendor", DatabaseText.grouped(invoice.vendor()));
            row.put("total", DatabaseText.clean(invoice.total()));
            row.put("total_amount", amount(invoice.total()));
            row.put("currency", DatabaseText.grouped(invoice.currency()));
        } else if (document instanceof Transcript transcript) {
            row.put("channel", DatabaseText.grouped(transcript.channel()));
        } else if (document instanceof Ticket ticket) {
            row.put("channel", DatabaseText.grouped(ticket.channel()));
        }
    }

    /** The number in what was written, if there is one. */
    static BigDecimal amount(String written) {
        return Amounts.signed(written).orElse(null);
    }

    private static void writeProcessing(ObjectNode row, Processing processing) {
        row.put("chunks", processing.chunks());
        row.put("tokens", processing.tokens());
        row.put("truncated", processing.truncated());
        row.put("cache_hit", processing.cacheHit());
        row.put("queue_ms", processing.queueMs());
        row.put("model_ms", processing.modelMs());
        row.put("total_ms", processing.totalMs());
    }

    private static void writeEntities(ArrayNode rows, List<Entity> entities) {
        for (Entity entity : entities) {
            rows.addObject()
                    .put("field", DatabaseText.clean(entity.field()))
                    .put("speaker", DatabaseText.clean(entity.speaker()))
                    .put("entity_group", DatabaseText.grouped(entity.entityGroup()))
                    .put("entity", DatabaseText.entity(entity.text()))
                    .put("text", DatabaseText.clean(entity.text()))
                    .put("score", entity.score())
                    .put("start_index", entity.start())
                    .put("end_index", entity.end());
        }
    }

    private static void writeSentences(ArrayNode rows, List<SummarySentence> sentences) {
        for (SummarySentence sentence : sentences) {
            rows.addObject()
                    .put("field", DatabaseText.clean(sentence.field()))
                    .put("speaker", DatabaseText.clean(sentence.speaker()))
                    .put("text", DatabaseText.clean(sentence.text()))
                    .put("score", sentence.score())
                    .put("start_index", sentence.start())
                    .put("end_index", sentence.end());
        }
    }

    private static void writeModels(ArrayNode rows, List<Provenance> provenance) {
        for (Provenance model : provenance) {
            rows.addObject()
                    .put("task", model.task())
                    .put("head", model.head() == null ? "" : DatabaseText.grouped(model.head()))
                    .put("model", DatabaseText.grouped(model.model()))
                    .put("version", DatabaseText.grouped(model.version()))
                    .put("digest", model.digest())
                    .put("precision", DatabaseText.grouped(model.precision()))
                    .put("status", model.status().label());
        }
    }
}
