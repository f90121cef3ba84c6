package io.runnel.flink;

import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.Redacted;
import io.runnel.schemas.privacy.Redactor;
import io.runnel.schemas.privacy.TextRedaction;
import java.util.List;
import java.util.Optional;

/**
 * Takes personal data out of enriched records: out of the document, the entities, the fields and
 * the summary alike, so that offsets still name what stands there. The models have read the whole
 * text; labels and scores are theirs.
 */
final class EnrichedRedaction {
    private final PrivacySettings settings;
    private final Redactor redactor;

    /**
     * @throws IllegalStateException if the key for hashing cannot be read
     */
    EnrichedRedaction(PrivacySettings settings) {
        this.settings = settings;
        this.redactor = settings.redactor();
    }

    /** The same record without personal data; the very same where nothing is asked for. */
    Enriched redact(Enriched enriched) {
        if (settings.takeNothing()) {
            return enriched;
        }
        PersonNames names =
                settings.kinds().contains(PersonalData.PERSON)
                        ? PersonNames.of(enriched.entities())
                        : PersonNames.none();
        TextRedaction texts = new TextRedaction(settings, redactor, names::in);
        DocumentRedaction document = new DocumentRedaction(texts, names, settings.kinds());
        Invoice invoice = enriched.invoice() == null ? null : document.redact(enriched.invoice());
        Transcript transcript =
                enriched.transcript() == null ? null : document.redact(enriched.transcript());
        Ticket ticket = enriched.ticket() == null ? null : document.redact(enriched.ticket());
        return new Enriched(
                invoice,
                transcript,
                ticket,
                enriched.language(),
                classification(enriched.classification(), document),
                sentiment(enriched.sentiment(), document),
                entities(enriched.entities(), document),
                entities(enriched.fields(), document),
                summary(enriched.summary(), invoice, document),
                enriched.provenance(),
                enriched.processing(),
                texts.taken(),
                enriched.generation());
    }

    private static Classification classification(
            Classification classification, DocumentRedaction document) {
        return new Classification(
                classification.label(),
                classification.score(),
                classification.scores(),
                labels(classification.items(), document));
    }

    private static Sentiment sentiment(Sentiment sentiment, DocumentRedaction document) {
        return new Sentiment(
                sentiment.label(),
                sentiment.score(),
                sentiment.scores(),
                labels(sentiment.turns(), document),
                sentiment.speakers().stream()
                        .map(
                                row ->
                                        new SpeakerSentiment(
                                                document.speaker(row.speaker()),
                                                row.label(),
                                                row.score()))
                        .toList(),
                sentiment.movement());
    }

    private static List<FieldLabel> labels(List<FieldLabel> labels, DocumentRedaction document) {
        return labels.stream()
                .map(
                        row ->
                                new FieldLabel(
                                        row.field(),
                                        document.speaker(row.speaker()),
                                        row.label(),
                                        row.score()))
                .toList();
    }

    /** Those of which something is left. */
    private static List<Entity> entities(List<Entity> entities, DocumentRedaction document) {
        return entities.stream().flatMap(entity -> entity(entity, document).stream()).toList();
    }

    private static Optional<Entity> entity(Entity entity, DocumentRedaction document) {
        return document.place(entity.field(), entity.start(), entity.end())
                .map(
                        place -> {
                            String text = document.text(entity.field(), place);
                            return new Entity(
                                    entity.field(),
                                    document.speaker(entity.speaker()),
                                    entity.entityGroup(),
                                    text.equals(entity.text()) ? entity.word() : text,
                                    text,
                                    entity.score(),
                                    place.start(),
                                    place.end());
                        });
    }

    /**
     * Made again from what is left where sentences are quoted, as a piece of data may have been cut
     * apart by the summary; searched where a model wrote it.
     */
    private static Summary summary(Summary summary, Invoice invoice, DocumentRedaction document) {
        List<SummarySentence> sentences =
                summary.sentences().stream()
                        .flatMap(sentence -> sentence(sentence, document).stream())
                        .toList();
        String text = summary.summaryText();
        if (text != null && summary.method().equals(Summary.FIELDS)) {
            text = InvoiceLine.of(invoice).orElse(null);
        } else if (text != null) {
            boolean isQuoted = !summary.sentences().isEmpty();
            text = isQuoted ? SummaryAssembly.joined(sentences) : document.written(text);
        }
        return new Summary(text, summary.method(), sentences);
    }

    private static Optional<SummarySentence> sentence(
            SummarySentence sentence, DocumentRedaction document) {
        Optional<Redacted.Place> place =
                document.place(sentence.field(), sentence.start(), sentence.end());
        return place.map(
                found ->
                        new SummarySentence(
                                sentence.field(),
                                document.speaker(sentence.speaker()),
                                document.text(sentence.field(), found),
                                sentence.score(),
                                found.start(),
                                found.end()));
    }
}
