package io.runnel.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.Redactor.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichedRedactionTest {
    private static final String TEXT = "Hi, Anna Smith here (anna@example.com). Acme owes me.";

    private final EnrichedRedaction masking = of(Mode.MASK);

    @Test
    void takesPersonsAndAddressesOutOfTextEntitiesAndSummaryAlike() {
        Enriched redacted = masking.redact(ofTicket(null));

        String text = "Hi, [person] here ([email]). Acme owes me.";
        assertThat(redacted.ticket().text()).isEqualTo(text);
        assertThat(redacted.entities())
                .containsExactly(
                        new Entity("text", null, "person", "[person]", "[person]", 0.9, 4, 12),
                        new Entity("text", null, "organisation", "acme", "Acme", 0.8, 29, 33));
        assertThat(redacted.summary().summaryText()).isEqualTo("Hi, [person] here ([email]).");
        // The key counts, too.
        assertThat(redacted.redacted()).isEqualTo(Map.of("email", 2, "person", 1));
        assertThat(redacted.classification()).isEqualTo(ofTicket(null).classification());
    }

    @Test
    void keepsEveryOffsetTrue() {
        for (Mode mode : List.of(Mode.MASK, Mode.DROP)) {
            Enriched redacted = of(mode).redact(ofTicket(null));

            String text = redacted.ticket().text();
            assertThat(redacted.entities())
                    .allSatisfy(
                            entity ->
                                    assertThat(text.substring(entity.start(), entity.end()))
                                            .isEqualTo(entity.text()));
            assertThat(redacted.summary().sentences())
                    .isNotEmpty()
                    .allSatisfy(
                            sentence ->
                                    assertThat(text.substring(sentence.start(), sentence.end()))
                                            .isEqualTo(sentence.text()));
        }
    }

    @Test
    void dropsTheEntityOfADroppedName() {
        assertThat(of(Mode.DROP).redact(ofTicket(null)).entities())
                .extracting(Entity::text)
                .containsExactly("Acme");
    }

    @Test
    void findsANameThatTheModelSawInOneFieldInAllOthers() {
        Enriched redacted = masking.redact(ofTicket("Anna Smith"));

        assertThat(redacted.ticket().title()).isEqualTo("Complaint of [person]");
        assertThat(redacted.ticket().customer()).isEqualTo("[person]");
        assertThat(redacted.generation()).isEqualTo(3);
        assertThat(redacted.ticket().other())
                .isEqualTo(
                        Map.of(
                                "contact",
                                "{\"name\":\"[person]\",\"mail\":\"[email]\"}",
                                "[email]",
                                "true"));
    }

    @Test
    void takesAddressesOutOfKeyAndHeadersAndKeepsTheOriginalBytesForTheDeadLetter() {
        Origin origin = masking.redact(ofTicket(null)).document().origin();

        assertThat(origin.key()).asString(UTF_8).isEqualTo("[email]");
        assertThat(origin.headers()).containsExactly(new Header("trace", "1".getBytes(UTF_8)));
        assertThat(origin.payload()).asString(UTF_8).isEqualTo("original");
    }

    @Test
    void replacesSpeakersWhoAreNoPart() {
        Transcript transcript =
                Documents.transcript(
                        null, Documents.turn("Bob", "Hello."), Documents.turn("Agent 2", "Hi."));
        Enriched redacted =
                masking.redact(
                        enriched(
                                transcript,
                                List.of(),
                                new Summary(
                                        "Bob: Hello.",
                                        Summary.EXTRACTIVE,
                                        List.of(
                                                new SummarySentence(
                                                        "turns[0].text",
                                                        "Bob",
                                                        "Hello.",
                                                        1,
                                                        0,
                                                        6)))));

        assertThat(redacted.transcript().turns().get(0).speaker()).isEqualTo("[person]");
        assertThat(redacted.transcript().turns().get(1).speaker()).isEqualTo("Agent 2");
        assertThat(redacted.sentiment().speakers())
                .extracting(SpeakerSentiment::speaker)
                .containsExactly("[person]");
        assertThat(redacted.sentiment().turns())
                .extracting(FieldLabel::speaker)
                .containsExactly("[person]");
        assertThat(redacted.summary().summaryText()).isEqualTo("[person]: Hello.");
        assertThat(redacted.redacted()).isEqualTo(Map.of("person", 1));
    }

    @Test
    void searchesASummaryThatAModelWrote() {
        Enriched quoted = ofTicket(null);
        Summary written =
                new Summary(
                        "Anna says that Acme owes Ms Smith money (anna@example.com).",
                        "abstractive",
                        List.of());

        assertThat(masking.redact(with(quoted, written)).summary().summaryText())
                .isEqualTo("[person] says that Acme owes Ms [person] money ([email]).");
    }

    @Test
    void takesASpeakersNameOutOfASummaryThatAModelWrote() {
        Transcript transcript = Documents.transcript(null, Documents.turn("bob jones", "Hello."));
        Summary written = new Summary("Bob Jones greets.", "abstractive-shortened", List.of());

        assertThat(masking.redact(enriched(transcript, List.of(), written)).summary().summaryText())
                .isEqualTo("[person] greets.");
    }

    @Test
    void keepsWhatIsQuotedInsteadOfAWrittenSummary() {
        Enriched quoted = ofTicket(null);
        Summary instead =
                new Summary(
                        quoted.summary().summaryText(),
                        "extractive-after-failure",
                        quoted.summary().sentences());

        assertThat(masking.redact(with(quoted, instead)).summary())
                .extracting(Summary::summaryText, Summary::method)
                .containsExactly("Hi, [person] here ([email]).", "extractive-after-failure");
    }

    @Test
    void saysNothingWhereNothingWasSaid() {
        assertThat(masking.redact(with(ofTicket(null), Summary.unanswered())).summary())
                .isEqualTo(Summary.unanswered());
    }

    @Test
    void makesTheLineOfAnInvoiceFromWhatIsLeft() {
        Invoice bill = Documents.bill("invoice", "Acme, billing@acme.example", "Bolt", "12", "EUR");
        String line = InvoiceLine.of(bill).orElseThrow();

        Summary redacted =
                masking.redact(
                                enriched(
                                        bill,
                                        List.of(),
                                        new Summary(line, Summary.FIELDS, List.of())))
                        .summary();

        assertThat(redacted.summaryText()).isEqualTo("Acme, [email] bills Bolt EUR 12.00.");
    }

    @Test
    void changesNothingWhereNothingIsAskedFor() {
        Enriched enriched = ofTicket(null);

        assertThat(new EnrichedRedaction(PrivacySettings.none()).redact(enriched))
                .isSameAs(enriched);
    }

    @Test
    void leavesNamesAloneWhereOnlyAddressesAreAskedFor() {
        EnrichedRedaction addresses =
                new EnrichedRedaction(
                        new PrivacySettings(EnumSet.of(PersonalData.EMAIL), Mode.MASK, null));

        assertThat(addresses.redact(ofTicket("Anna Smith")).ticket())
                .satisfies(
                        ticket -> {
                            assertThat(ticket.text())
                                    .isEqualTo("Hi, Anna Smith here ([email]). Acme owes me.");
                            assertThat(ticket.customer()).isEqualTo("Anna Smith");
                        });
    }

    private static EnrichedRedaction of(Mode mode) {
        return new EnrichedRedaction(
                new PrivacySettings(EnumSet.allOf(PersonalData.class), mode, null));
    }

    /**
     * @param customer of the ticket; with one it has a title and an unknown field, too
     */
    private static Enriched ofTicket(String customer) {
        Origin origin =
                new Origin(
                        "in",
                        1,
                        7,
                        1_000,
                        "anna@example.com".getBytes(UTF_8),
                        List.of(new Header("trace", "1".getBytes(UTF_8))),
                        "original".getBytes(UTF_8));
        Ticket ticket =
                new Ticket(
                        origin,
                        "t-1",
                        customer == null ? null : "Complaint of " + customer,
                        TEXT,
                        "en",
                        "chat",
                        customer,
                        null,
                        null,
                        null,
                        customer == null
                                ? Map.of()
                                : Map.of(
                                        "contact",
                                        "{\"name\":\"Anna Smith\",\"mail\":\"anna@example.com\"}",
                                        "bob@example.com",
                                        "true"));
        int acme = TEXT.indexOf("Acme");
        return enriched(
                ticket,
                List.of(
                        new Entity("text", null, "person", "anna smith", "Anna Smith", 0.9, 4, 14),
                        new Entity(
                                "text", null, "organisation", "acme", "Acme", 0.8, acme, acme + 4)),
                new Summary(
                        TEXT.substring(0, acme - 1),
                        Summary.EXTRACTIVE,
                        List.of(
                                new SummarySentence(
                                        "text",
                                        null,
                                        TEXT.substring(0, acme - 1),
                                        1,
                                        0,
                                        acme - 1))));
    }

    private static Enriched with(Enriched enriched, Summary summary) {
        return enriched(enriched.document(), enriched.entities(), summary);
    }

    private static Enriched enriched(Document document, List<Entity> entities, Summary summary) {
        boolean spoken = document instanceof Transcript;
        return new Enriched(
                document instanceof Invoice invoice ? invoice : null,
                document instanceof Transcript transcript ? transcript : null,
                document instanceof Ticket ticket ? ticket : null,
                null,
                new Classification("card", 1, List.of(), List.of()),
                new Sentiment(
                        "negative",
                        1,
                        List.of(),
                        spoken
                                ? List.of(new FieldLabel("turns[0].text", "Bob", "negative", 1))
                                : List.of(),
                        spoken ? List.of(new SpeakerSentiment("Bob", "negative", 1)) : List.of(),
                        null),
                entities,
                List.of(),
                summary,
                List.of(),
                new Processing(1, 9, false, false, 0, 0, 0, 0),
                Map.of(),
                3);
    }
}
