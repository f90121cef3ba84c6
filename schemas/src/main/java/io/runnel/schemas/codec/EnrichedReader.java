package io.runnel.schemas.codec;

import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The enriched record in a tree that {@link EnrichedWriter} made; the copies at the top are not
 * read.
 */
final class EnrichedReader {
    private EnrichedReader() {}

    static Enriched read(FieldReader fields) throws Refusal {
        Origin origin = readOrigin(fields.object("source"));
        Document document = readType(fields).read(fields.object("document"), origin);
        return new Enriched(
                document instanceof Invoice invoice ? invoice : null,
                document instanceof Transcript transcript ? transcript : null,
                document instanceof Ticket ticket ? ticket : null,
                readLanguage(fields),
                readClassification(fields.object("classification")),
                readSentiment(fields.object("sentiment_detail")),
                readEntities(fields.objects("entities")),
                readEntities(fields.objects("fields")),
                readSummary(fields.object("summary")),
                readProvenance(fields.objects("provenance")),
                readProcessing(fields.object("processing")),
                fields.has("redacted") ? fields.object("redacted").counts() : Map.of(),
                fields.has("generation") ? fields.smallInteger("generation") : 0);
    }

    private static DocumentShape<? extends Document> readType(FieldReader fields) throws Refusal {
        String label = fields.text("document_type");
        return DocumentShape.of(
                DocumentType.ofLabel(label)
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                RejectReason.WRONG_TYPE,
                                                "expected invoice, transcript or ticket in 'document_type', found "
                                                        + label
                                                        + ". Is this an enriched record?")));
    }

    private static Language readLanguage(FieldReader fields) throws Refusal {
        if (!fields.has("language")) {
            return null;
        }
        String source = fields.text("language_source");
        return new Language(
                fields.text("language"),
                fields.number("language_score"),
                LanguageSource.ofLabel(source)
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                RejectReason.WRONG_TYPE,
                                                "expected stated or detected in 'language_source', found "
                                                        + source
                                                        + ". Is this an enriched record?")));
    }

    private static Origin readOrigin(FieldReader source) throws Refusal {
        return new Origin(
                source.text("topic"),
                source.smallInteger("partition"),
                source.integer("offset"),
                source.integer("timestamp"),
                null,
                List.of(),
                null);
    }

    private static Classification readClassification(FieldReader node) throws Refusal {
        return new Classification(
                node.text("label"),
                readScore(node),
                readScores(node.objects("scores")),
                readFieldLabels(node.objects("items")));
    }

    private static Sentiment readSentiment(FieldReader node) throws Refusal {
        List<SpeakerSentiment> speakers = new ArrayList<>();
        for (FieldReader row : node.objects("speakers")) {
            speakers.add(
                    new SpeakerSentiment(
                            row.text("speaker"), row.text("label"), row.number("score")));
        }
        return new Sentiment(
                node.text("label"),
                readScore(node),
                readScores(node.objects("scores")),
                readFieldLabels(node.objects("turns")),
                List.copyOf(speakers),
                node.has("movement") ? readMovement(node.object("movement")) : null);
    }

    /** The score of an answer; of none 0. */
    private static double readScore(FieldReader node) throws Refusal {
        return node.has("label") ? node.number("score") : 0;
    }

    private static SentimentMovement readMovement(FieldReader node) throws Refusal {
        return new SentimentMovement(
                node.number("start"), node.number("end"), node.number("change"));
    }

    private static List<LabelScore> readScores(List<FieldReader> nodes) throws Refusal {
        List<LabelScore> scores = new ArrayList<>(nodes.size());
        for (FieldReader node : nodes) {
            scores.add(new LabelScore(node.text("label"), node.number("score")));
        }
        return List.copyOf(scores);
    }

    private static List<FieldLabel> readFieldLabels(List<FieldReader> nodes) throws Refusal {
        List<FieldLabel> labels = new ArrayList<>(nodes.size());
        for (FieldReader node : nodes) {
            labels.add(
                    new FieldLabel(
                            node.text("field"),
                            node.text("speaker"),
                            node.text("label"),
                            node.number("score")));
        }
        return List.copyOf(labels);
    }

    private static List<Entity> readEntities(List<FieldReader> nodes) throws Refusal {
        List<Entity> entities = new ArrayList<>(nodes.size());
        for (FieldReader node : nodes) {
            entities.add(
                    new Entity(
                            node.text("field"),
                            node.text("speaker"),
                            node.text("entity_group"),
                            node.text("word"),
                            node.text("text"),
                            node.number("score"),
                            node.smallInteger("start"),
                            node.smallInteger("end")));
        }
        return List.copyOf(entities);
    }

    private static Summary readSummary(FieldReader node) throws Refusal {
        List<SummarySentence> sentences = new ArrayList<>();
        for (FieldReader row : node.objects("sentences")) {
            sentences.add(
                    new SummarySentence(
                            row.text("field"),
                            row.text("speaker"),
                            row.text("text"),
                            row.number("score"),
                            row.smallInteger("start"),
                            row.smallInteger("end")));
        }
        return new Summary(node.text("summary_text"), node.text("method"), List.copyOf(sentences));
    }

    private static List<Provenance> readProvenance(List<FieldReader> nodes) throws Refusal {
        List<Provenance> rows = new ArrayList<>(nodes.size());
        for (FieldReader node : nodes) {
            rows.add(
                    new Provenance(
                            node.text("task"),
                            node.text("head"),
                            node.text("model"),
                            node.text("version"),
                            node.text("digest"),
                            node.text("precision"),
                            readStatus(node.text("status"))));
        }
        return List.copyOf(rows);
    }

    private static AnswerStatus readStatus(String label) throws Refusal {
        return AnswerStatus.ofLabel(label)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        RejectReason.WRONG_TYPE,
                                        "expected answered or unsupported-language in"
                                                + " 'provenance[].status', found "
                                                + label
                                                + ". Is this an enriched record of this release?"));
    }

    private static Processing readProcessing(FieldReader node) throws Refusal {
        return new Processing(
                node.smallInteger("chunks"),
                node.smallInteger("tokens"),
                node.flag("truncated"),
                node.flag("cache_hit"),
                node.number("tokenize_ms"),
                node.number("queue_ms"),
                node.number("model_ms"),
                node.number("total_ms"));
    }
}
