package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentShape.putText;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.CloudEvent;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.List;
import java.util.TreeMap;

/**
 * The tree of an enriched record. What dashboards group by stands flat at the top, as copies; the
 * whole results stand in objects below them. Scores have six decimals, milliseconds three.
 */
final class EnrichedWriter {
    private EnrichedWriter() {}

    static ObjectNode write(Enriched enriched) {
        ObjectNode tree = JsonText.object();
        writeTop(tree, enriched);
        writeClassification(tree.putObject("classification"), enriched.classification());
        writeSentiment(tree.putObject("sentiment_detail"), enriched.sentiment());
        writeEntities(tree.putArray("entities"), enriched.entities());
        if (!enriched.fields().isEmpty()) {
            writeEntities(tree.putArray("fields"), enriched.fields());
        }
        writeSummary(tree.putObject("summary"), enriched.summary());
        writeProvenance(tree.putArray("provenance"), enriched.provenance());
        writeProcessing(tree.putObject("processing"), enriched.processing());
        if (!enriched.redacted().isEmpty()) {
            ObjectNode redacted = tree.putObject("redacted");
            new TreeMap<>(enriched.redacted()).forEach(redacted::put);
        }
        tree.set("document", DocumentShape.writeAny(enriched.document()));
        return tree;
    }

    private static void writeSource(ObjectNode tree, Origin origin) {
        tree.put("topic", origin.topic());
        tree.put("partition", origin.partition());
        tree.put("offset", origin.offset());
        tree.put("timestamp", origin.timestamp());
        CloudEvent event = CloudEvent.of(origin.headers());
        putText(tree, "event_id", event.id());
        putText(tree, "event_source", event.source());
        putText(tree, "event_type", event.type());
        putText(tree, "event_time", event.time());
    }

    private static void writeTop(ObjectNode tree, Enriched enriched) {
        Document document = enriched.document();
        tree.put("document_id", document.id());
        tree.put("document_type", document.type().label());
        writeSource(tree.putObject("source"), document.origin());
        if (enriched.generation() > 0) {
            tree.put("generation", enriched.generation());
        }
        if (enriched.language() != null) {
            tree.put("language", enriched.language().code());
            tree.put("language_score", score(enriched.language().score()));
            tree.put("language_source", enriched.language().source().label());
        }
        if (document instanceof Invoice invoice) {
            putText(tree, "vendor", invoice.vendor());
            putText(tree, "total", invoice.total());
            putText(tree, "currency", invoice.currency());
        } else if (document instanceof Transcript transcript) {
            putText(tree, "channel", transcript.channel());
        } else if (document instanceof Ticket ticket) {
            putText(tree, "channel", ticket.channel());
        }
        writeLabel(
                tree,
                "label",
                enriched.classification().label(),
                "label_score",
                enriched.classification().score());
        writeLabel(
                tree,
                "sentiment",
                enriched.sentiment().label(),
                "sentiment_score",
                enriched.sentiment().score());
        putText(tree, "summary_text", enriched.summary().summaryText());
        tree.put("entity_count", enriched.entities().size());
    }

    /** A label and its score; neither where the task was not answered. */
    private static void writeLabel(
            ObjectNode node, String name, String label, String scoreName, double score) {
        if (label != null) {
            node.put(name, label).put(scoreName, score(score));
        }
    }

    private static void writeClassification(ObjectNode node, Classification classification) {
        writeLabel(node, "label", classification.label(), "score", classification.score());
        writeScores(node.putArray("scores"), classification.scores());
        writeFieldLabels(node, "items", classification.items());
    }

    private static void writeSentiment(ObjectNode node, Sentiment sentiment) {
        writeLabel(node, "label", sentiment.label(), "score", sentiment.score());
        writeScores(node.putArray("scores"), sentiment.scores());
        writeFieldLabels(node, "turns", sentiment.turns());
        if (!sentiment.speakers().isEmpty()) {
            ArrayNode speakers = node.putArray("speakers");
            for (SpeakerSentiment speaker : sentiment.speakers()) {
                ObjectNode row = speakers.addObject();
                putText(row, "speaker", speaker.speaker());
                row.put("label", speaker.label()).put("score", score(speaker.score()));
            }
        }
        if (sentiment.movement() != null) {
            node.putObject("movement")
                    .put("start", score(sentiment.movement().start()))
                    .put("end", score(sentiment.movement().end()))
                    .put("change", score(sentiment.movement().change()));
        }
    }

    private static void writeScores(ArrayNode nodes, List<LabelScore> scores) {
        for (LabelScore label : scores) {
            nodes.addObject().put("label", label.label()).put("score", score(label.score()));
        }
    }

    private static void writeFieldLabels(ObjectNode tree, String name, List<FieldLabel> labels) {
        if (labels.isEmpty()) {
            return;
        }
        ArrayNode nodes = tree.putArray(name);
        for (FieldLabel label : labels) {
            ObjectNode node = nodes.addObject().put("field", label.field());
            putText(node, "speaker", label.speaker());
            node.put("label", label.label()).put("score", score(label.score()));
        }
    }

    private static void writeEntities(ArrayNode nodes, List<Entity> entities) {
        for (Entity entity : entities) {
            ObjectNode node = nodes.addObject().put("field", entity.field());
            putText(node, "speaker", entity.speaker());
            node.put("entity_group", entity.entityGroup());
            node.put("word", entity.word());
            node.put("text", entity.text());
            node.put("score", score(entity.score()));
            node.put("start", entity.start()).put("end", entity.end());
        }
    }

    private static void writeSummary(ObjectNode node, Summary summary) {
        putText(node, "summary_text", summary.summaryText());
        node.put("method", summary.method());
        ArrayNode sentences = node.putArray("sentences");
        for (SummarySentence sentence : summary.sentences()) {
            ObjectNode row = sentences.addObject().put("field", sentence.field());
            putText(row, "speaker", sentence.speaker());
            row.put("text", sentence.text()).put("score", score(sentence.score()));
            row.put("start", sentence.start()).put("end", sentence.end());
        }
    }

    private static void writeProvenance(ArrayNode nodes, List<Provenance> provenance) {
        for (Provenance row : provenance) {
            ObjectNode node = nodes.addObject().put("task", row.task());
            putText(node, "head", row.head());
            node.put("model", row.model()).put("version", row.version());
            putText(node, "digest", row.digest());
            node.put("precision", row.precision()).put("status", row.status().label());
        }
    }

    private static void writeProcessing(ObjectNode node, Processing processing) {
        node.put("chunks", processing.chunks());
        node.put("tokens", processing.tokens());
        node.put("truncated", processing.truncated());
        node.put("cache_hit", processing.cacheHit());
        node.put("tokenize_ms", milliseconds(processing.tokenizeMs()));
        node.put("queue_ms", milliseconds(processing.queueMs()));
        node.put("model_ms", milliseconds(processing.modelMs()));
        node.put("total_ms", milliseconds(processing.totalMs()));
    }

    private static double score(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static double milliseconds(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
