package io.runnel.flink;

import static io.runnel.flink.Documents.invoice;
import static io.runnel.flink.Documents.line;
import static io.runnel.flink.Documents.ticket;
import static io.runnel.flink.Documents.transcript;
import static io.runnel.flink.Documents.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnrichmentAssemblerTest {
    private static final Language GERMAN = new Language("de", 0.9, LanguageSource.DETECTED);
    private static final ExtractFields FIELDS =
            new ExtractFields(new ModelId("runnel-base", "3"), "invoice-fields", LongText.CHUNK);

    private final EnrichmentAssembler assembler =
            new EnrichmentAssembler(Answers.TASKS, new FakeEngine()::card, 7);

    @Test
    void answersATicketWithAllFourResults() {
        Enriched enriched = enriched(ticket("t-1", "Printer", "💳 Acme's printer\nbroke :("));

        assertThat(enriched.ticket().id()).isEqualTo("t-1");
        assertThat(enriched.invoice()).isNull();
        assertThat(enriched.classification().label()).isEqualTo("paper");
        assertThat(enriched.classification().scores())
                .containsExactly(new LabelScore("paper", 0.75), new LabelScore("travel", 0.25));
        assertThat(enriched.sentiment().movement()).isNull();
        assertThat(enriched.sentiment().turns()).isEmpty();
        assertThat(enriched.entities())
                .containsExactly(
                        new Entity("text", null, "organisation", "acme", "Acme", 0.9, 3, 7));
        assertThat(enriched.summary().summaryText()).isEqualTo("💳 Acme's printer broke :(");
        assertThat(enriched.summary().method()).isEqualTo("extractive");
        assertThat(enriched.summary().sentences())
                .containsExactly(
                        new SummarySentence(
                                "text", null, "💳 Acme's printer\nbroke :(", 0.5, 0, 26));
    }

    @Test
    void namesTheModelOfEveryTaskAndWhatItTook() {
        Enriched enriched = enriched(ticket("t-1", "Printer"));

        assertThat(enriched.provenance())
                .containsExactly(
                        new Provenance(
                                "classification",
                                "ticket-queue",
                                "runnel-base",
                                "3",
                                "sha256:ab",
                                "int8",
                                AnswerStatus.ANSWERED),
                        new Provenance(
                                "sentiment",
                                "sentiment",
                                "runnel-base",
                                "3",
                                "sha256:ab",
                                "int8",
                                AnswerStatus.ANSWERED),
                        new Provenance(
                                "entities",
                                "entities",
                                "runnel-base",
                                "3",
                                "sha256:ab",
                                "int8",
                                AnswerStatus.ANSWERED),
                        new Provenance(
                                "summary",
                                "salience",
                                "runnel-base",
                                "3",
                                "sha256:ab",
                                "int8",
                                AnswerStatus.ANSWERED));
        assertThat(enriched.processing())
                .isEqualTo(new Processing(2, 40, true, true, 1, 2, 3.5, 7));
        assertThat(enriched.generation()).isEqualTo(7);
    }

    @Test
    void tellsTheSentimentOfTurnsAndSpeakersAndHowItMoves() {
        Enriched enriched =
                enriched(
                        transcript(
                                "Call",
                                turn("Customer", "Bad :("),
                                turn("Agent", "Hm"),
                                turn("Agent", ""),
                                turn(null, "ring"),
                                turn("Customer", "0123456789 ok:)")));

        assertThat(enriched.sentiment().turns())
                .extracting(FieldLabel::field, FieldLabel::speaker, FieldLabel::label)
                .containsExactly(
                        tuple("turns[0].text", "Customer", "negative"),
                        tuple("turns[1].text", "Agent", "negative"),
                        tuple("turns[3].text", null, "negative"),
                        tuple("turns[4].text", "Customer", "positive"));
        // Customer: 6 characters wholly negative, 15 characters three quarters positive.
        SpeakerSentiment customer = enriched.sentiment().speakers().get(0);
        assertThat(customer.speaker()).isEqualTo("Customer");
        assertThat(customer.label()).isEqualTo("positive");
        assertThat(customer.score()).isCloseTo(15 * 0.75 / 21, within(1e-9));
        assertThat(enriched.sentiment().speakers())
                .extracting(SpeakerSentiment::speaker)
                .containsExactly("Customer", "Agent");
        assertThat(enriched.sentiment().movement()).isEqualTo(new SentimentMovement(-1, 0.5, 1.5));
    }

    @Test
    void doesNotMoveInASingleTurn() {
        Enriched enriched = enriched(transcript(null, turn("A", "Fine :)")));

        assertThat(enriched.sentiment().movement()).isEqualTo(new SentimentMovement(0.5, 0.5, 0));
    }

    @Test
    void namesSpeakersInEntitiesAndInTheSummary() {
        Enriched enriched =
                enriched(
                        transcript(
                                "Acme",
                                turn("A", "Hi Acme."),
                                turn("A", "Still\nme."),
                                turn("B", "Bye."),
                                turn(null, "x")));

        assertThat(enriched.entities())
                .containsExactly(
                        new Entity("title", null, "organisation", "acme", "Acme", 0.9, 0, 4),
                        new Entity(
                                "turns[0].text", "A", "organisation", "acme", "Acme", 0.9, 3, 7));
        assertThat(enriched.summary().summaryText()).isEqualTo("A: Hi Acme. Still me. B: Bye. x");
    }

    @Test
    void weighsTheLinesOfAnInvoiceByAmount() {
        Enriched enriched =
                enriched(
                        invoice(
                                null,
                                List.of(
                                        line("Paper", "$1,000.00"),
                                        line("Taxi", "3000"),
                                        line(" ", "7")),
                                List.of()));

        assertThat(enriched.classification().items())
                .containsExactly(
                        new FieldLabel("line_items[0].description", null, "paper", 0.75),
                        new FieldLabel("line_items[1].description", null, "travel", 1));
        // (1000 × 0.25 + 3000 × 1) / 4000
        assertThat(enriched.classification().label()).isEqualTo("travel");
        assertThat(enriched.classification().score()).isCloseTo(0.8125, within(1e-9));
    }

    @Test
    void weighsLinesEquallyWithoutAmountsAndAsTheMeanOfOthersWithoutTheirOwn() {
        Enriched none =
                enriched(invoice(null, List.of(line("Paper", null), line("Taxi", "0")), List.of()));
        Enriched some =
                enriched(
                        invoice(
                                null,
                                List.of(
                                        line("Paper", "?"),
                                        line("Taxi", "-10"),
                                        line("Taxi", "30")),
                                List.of()));

        assertThat(none.classification().score()).isCloseTo((0.25 + 1) / 2, within(1e-9));
        assertThat(some.classification().score()).isCloseTo((20 * 0.25 + 40) / 60, within(1e-9));
    }

    @Test
    void classifiesAnInvoiceWithoutLinesByItsText() {
        Enriched enriched = enriched(invoice("Taxi to Acme :)", List.of(), List.of()));

        assertThat(enriched.classification().items()).isEmpty();
        assertThat(enriched.classification().label()).isEqualTo("travel");
        assertThat(enriched.summary().method()).isEqualTo("extractive");
        assertThat(enriched.summary().summaryText()).isEqualTo("Taxi to Acme :)");
    }

    @Test
    void summarizesAnInvoiceByItsFieldsAndQuotesTheModelBesides() {
        Enriched enriched = enriched(Documents.bill("invoice", "Acme", "Bolt", "12", "EUR"));

        assertThat(enriched.summary().method()).isEqualTo("fields");
        assertThat(enriched.summary().summaryText()).isEqualTo("Acme bills Bolt EUR 12.00.");
        assertThat(enriched.summary().sentences())
                .extracting(SummarySentence::text)
                .containsExactly("Invoice 17");
    }

    @Test
    void leavesOutWhatNoHeadSupportsAndSaysSo() {
        Tasks tasks = Answers.TASKS;
        Enriched enriched =
                enriched(ticket("t-1", "Viele Grüße von Acme"), GERMAN, Set.copyOf(tasks.all()));

        assertThat(enriched.language()).isEqualTo(GERMAN);
        assertThat(enriched.classification()).isEqualTo(Classification.unanswered());
        assertThat(enriched.sentiment()).isEqualTo(Sentiment.unanswered());
        assertThat(enriched.entities()).isEmpty();
        assertThat(enriched.summary()).isEqualTo(Summary.unanswered());
        assertThat(enriched.provenance())
                .hasSize(4)
                .contains(
                        new Provenance(
                                "summary",
                                "salience",
                                "runnel-base",
                                "3",
                                null,
                                "int8",
                                AnswerStatus.UNSUPPORTED_LANGUAGE));
    }

    @Test
    void answersTheTasksThatSupportTheLanguage() {
        Tasks tasks = Answers.TASKS;
        Enriched enriched =
                enriched(
                        ticket("t-1", "Viele Grüße von Acme"),
                        GERMAN,
                        Set.of(tasks.classification(), tasks.sentiment(), tasks.summary()));

        assertThat(enriched.entities()).extracting(Entity::text).containsExactly("Acme");
        assertThat(enriched.provenance())
                .extracting(Provenance::task, Provenance::status)
                .contains(
                        tuple("entities", AnswerStatus.ANSWERED),
                        tuple("sentiment", AnswerStatus.UNSUPPORTED_LANGUAGE));
    }

    @Test
    void makesTheLineOfAnInvoiceInAnyLanguage() {
        Enriched enriched =
                enriched(
                        Documents.bill("invoice", "Acme", "Bolt", "12", "EUR"),
                        GERMAN,
                        Set.copyOf(Answers.TASKS.all()));

        assertThat(enriched.summary())
                .isEqualTo(new Summary("Acme bills Bolt EUR 12.00.", "fields", List.of()));
    }

    @Test
    void readsTheFieldsOfAnInvoiceWhereThereIsAText() {
        Tasks tasks = Answers.TASKS.withFields(FIELDS);
        EnrichmentAssembler asking = new EnrichmentAssembler(tasks, new FakeEngine()::card, 0);

        Enriched text = assembled(asking, tasks, invoice("To Acme", List.of(), List.of()));
        Enriched title = assembled(asking, tasks, invoice(null, List.of(), List.of()));

        assertThat(text.fields())
                .containsExactly(
                        new Entity("text", null, "organisation", "acme", "Acme", 0.9, 3, 7));
        assertThat(text.provenance()).extracting(Provenance::task).contains("fields");
        assertThat(title.fields()).isEmpty();
        assertThat(title.provenance()).hasSize(4);
    }

    private Enriched enriched(Document document) {
        return assembled(assembler, Answers.TASKS, document);
    }

    private static Enriched assembled(
            EnrichmentAssembler assembler, Tasks tasks, Document document) {
        AskedDocument asked =
                new AskedDocument(document, DocumentPassages.of(document), null, Set.of());
        return assembler.assemble(asked, Answers.to(asked.request(tasks)));
    }

    private Enriched enriched(Document document, Language language, Set<Task<?>> unsupporting) {
        AskedDocument asked =
                new AskedDocument(document, DocumentPassages.of(document), language, unsupporting);
        return assembler.assemble(asked, Answers.to(asked.request(Answers.TASKS)));
    }
}
