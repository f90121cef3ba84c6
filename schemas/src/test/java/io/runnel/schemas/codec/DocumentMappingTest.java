package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Rules.at;
import static io.runnel.schemas.codec.Rules.each;
import static io.runnel.schemas.codec.Rules.first;
import static io.runnel.schemas.codec.Rules.joined;
import static io.runnel.schemas.codec.Rules.listed;
import static io.runnel.schemas.codec.Rules.mapping;
import static io.runnel.schemas.codec.Rules.or;
import static io.runnel.schemas.codec.Rules.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.DocumentMapping.Unmapped;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentMappingTest {
    private static final Map<String, FieldRule> TICKET =
            Map.of("id", at("/n"), "text", at("/body"));

    @Test
    void takesFieldsFromWhereTheyStand() {
        Ticket ticket =
                ticket(
                        Map.of(
                                "id", at("/ticket/number"),
                                "title", at("/ticket/subject"),
                                "text", at("/ticket/body"),
                                "priority", at("/ticket/priority")),
                        """
                        {"ticket": {"number": 17, "subject": "£42.50 😀", "body": "Twice!",
                         "priority": 3.10}}
                        """);

        assertThat(ticket.id()).isEqualTo("17");
        assertThat(ticket.title()).isEqualTo("£42.50 😀");
        assertThat(ticket.text()).isEqualTo("Twice!");
        assertThat(ticket.priority()).isEqualTo("3.10");
        assertThat(ticket.other()).isEmpty();
    }

    @Test
    void joinsWhatSaysSomething() {
        Ticket ticket =
                ticket(
                        Map.of(
                                "id", joined("-", "/project", "/n"),
                                "text", at("/summary", "/nothing", "/blank", "/description")),
                        """
                        {"project": "PAY", "n": 7, "summary": "Charged twice",
                         "nothing": null, "blank": " ", "description": "By Northwind."}
                        """);

        assertThat(ticket.id()).isEqualTo("PAY-7");
        assertThat(ticket.text()).isEqualTo("Charged twice\n\nBy Northwind.");
    }

    @Test
    void takesTheFirstThatSaysSomething() {
        Ticket ticket =
                ticket(
                        Map.of(
                                "id", at("/n"),
                                "text", first("/plain", "/blank", "/html", "/other")),
                        """
                        {"n": "1", "plain": null, "blank": "\\u200b", "html": "<p>Hi</p>", "other": "x"}
                        """);

        assertThat(ticket.text()).isEqualTo("<p>Hi</p>");
        assertThat(unmapped(ticket.other())).contains("\"other\":\"x\"").doesNotContain("html");
    }

    @Test
    void writesConstantsAndDefaults() {
        Ticket ticket =
                ticket(
                        Map.of(
                                "id", at("/n"),
                                "text", at("/body"),
                                "channel", FieldRule.constant("jira"),
                                "status", or("open", "/status"),
                                "priority", or("normal", "/priority")),
                        "{\"n\": \"1\", \"body\": \"a\", \"status\": \"closed\", \"priority\": null}");

        assertThat(ticket.channel()).isEqualTo("jira");
        assertThat(ticket.status()).isEqualTo("closed");
        assertThat(ticket.priority()).isEqualTo("normal");
    }

    @Test
    void readsEscapedNamesAndPlacesInArrays() {
        Ticket ticket =
                ticket(
                        Map.of("id", at("/a~1b/m~0n"), "text", at("/list/1/0")),
                        "{\"a/b\": {\"m~n\": \"1\"}, \"list\": [[\"x\"], [\"y\", \"z\"]]}");

        assertThat(ticket.id()).isEqualTo("1");
        assertThat(ticket.text()).isEqualTo("y");
        assertThat(unmapped(ticket.other())).isEqualTo("{\"list\":[[\"x\"],[null,\"z\"]]}");
    }

    @Test
    void leavesOutAnArrayOnlyWhenAllOfItIsRead() {
        String record = "{\"n\": 1, \"list\": [null, \"a\", null, \"b\", \"c\"]}";
        Map<String, FieldRule> twice =
                Map.of("id", at("/n"), "text", at("/list/*"), "title", at("/list/1"));
        Map<String, FieldRule> some = Map.of("id", at("/n"), "text", at("/list/1", "/list/4"));

        assertThat(ticket(twice, record).other()).isEmpty();
        assertThat(unmapped(ticket(some, record).other()))
                .isEqualTo("{\"list\":[null,null,null,\"b\",null]}");
    }

    @Test
    void readsEachElementOfNestedArrays() {
        Ticket ticket =
                ticket(
                        Map.of("id", at("/n"), "text", joined(" ", "/threads/*/messages/*/body")),
                        """
                        {"n": "1", "threads": [
                          {"messages": [{"body": "a", "by": "A"}, {"body": null}, null]},
                          {},
                          {"messages": {"body": "b"}}]}
                        """);

        assertThat(ticket.text()).isEqualTo("a b");
        assertThat(unmapped(ticket.other()))
                .isEqualTo(
                        "{\"threads\":[{\"messages\":[{\"by\":\"A\"},{\"body\":null},null]},{},null]}");
    }

    @Test
    void makesATurnOfEachElement() {
        Transcript transcript =
                read(
                        JsonDocumentCodec.transcripts(),
                        mapping(
                                Map.of("id", at("/id")),
                                Map.of(
                                        "turns",
                                        each(
                                                "/comments",
                                                Map.of(
                                                        "speaker", at("/author/name"),
                                                        "text", at("/body"))))),
                        """
                        {"id": 9, "comments": [
                          {"author": {"name": "Anna", "id": 1}, "body": "Hello 💳"},
                          null,
                          {"author": {"name": "Bob"}, "body": "Hi"}]}
                        """);

        assertThat(transcript.turns()).extracting("speaker").containsExactly("Anna", null, "Bob");
        assertThat(transcript.turns()).extracting("text").containsExactly("Hello 💳", "", "Hi");
        assertThat(transcript.turns().get(0).other())
                .isEqualTo(Map.of("unmapped", "{\"author\":{\"id\":1}}"));
        assertThat(transcript.turns().get(2).other()).isEmpty();
        assertThat(transcript.other()).isEmpty();
    }

    @Test
    void takesElementsThatAreTextsAndOneThatIsNoArray() {
        Map<String, FieldRule> whole = Map.of("text", at(""));
        Map<String, RowsRule> turns = Map.of("turns", each("/said", whole));
        DocumentMapping mapping = mapping(Map.of("id", at("/id")), turns);
        JsonDocumentCodec<Transcript> codec = JsonDocumentCodec.transcripts();

        assertThat(read(codec, mapping, "{\"id\": 1, \"said\": [\"a\", \"b\"]}").turns())
                .extracting("text")
                .containsExactly("a", "b");
        assertThat(read(codec, mapping, "{\"id\": 1, \"said\": \"a\"}").turns())
                .extracting("text")
                .containsExactly("a");
    }

    @Test
    void makesLineItemsAndNotes() {
        Invoice invoice =
                read(
                        JsonDocumentCodec.invoices(),
                        mapping(
                                Map.of("id", at("/ID"), "notes", listed("/Note/*")),
                                Map.of(
                                        "line_items",
                                        each(
                                                "/Line",
                                                Map.of(
                                                        "description", at("/Item/Name"),
                                                        "amount", at("/Amount"))))),
                        """
                        {"ID": "A1", "Note": ["pay", "now"], "Line":
                          [{"Item": {"Name": "Café"}, "Amount": 12.50, "Tax": 2}]}
                        """);

        assertThat(invoice.notes()).containsExactly("pay", "now");
        assertThat(invoice.lineItems().get(0).description()).isEqualTo("Café");
        assertThat(invoice.lineItems().get(0).amount()).isEqualTo("12.50");
        assertThat(invoice.lineItems().get(0).other()).isEqualTo(Map.of("unmapped", "{\"Tax\":2}"));
    }

    @Test
    void keepsWhatNoRuleReadsAtItsOwnPlace() {
        Ticket ticket =
                ticket(
                        TICKET,
                        """
                        {"n": 1, "body": "a", "status": {"text": "open"}, "deep": {"er": [1.50, {}]}}
                        """);

        assertThat(ticket.status()).isNull();
        assertThat(ticket.other())
                .isEqualTo(
                        Map.of(
                                "unmapped",
                                "{\"status\":{\"text\":\"open\"},\"deep\":{\"er\":[1.50,{}]}}"));
        byte[] written = JsonDocumentCodec.tickets().encode(ticket);
        assertThat(Samples.read(JsonDocumentCodec.tickets(), written).other())
                .isEqualTo(ticket.other());
    }

    @Test
    void dropsWhatNoRuleReadsIfItIsTold() {
        DocumentMapping mapping = new DocumentMapping(TICKET, Map.of(), Unmapped.DROP);

        assertThat(
                        read(
                                        JsonDocumentCodec.tickets(),
                                        mapping,
                                        "{\"n\": 1, \"body\": \"a\", \"rest\": 7}")
                                .other())
                .isEmpty();
    }

    @Test
    void leavesTheRecordsOwnBytesInTheOrigin() {
        String record = "{\"n\": 1, \"body\": \"a\", \"rest\": 7}";

        assertThat(ticket(TICKET, record).origin()).isEqualTo(Samples.origin(record));
        assertThat(refused(TICKET, "{\"body\": \"a\"}").origin())
                .isEqualTo(Samples.origin("{\"body\": \"a\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MISSING_ID | {"body": "a"}                  | expected text or an integer at /n for 'id', found nothing
                    MISSING_ID | {"n": null, "body": "a"}       | at /n for 'id', found nothing
                    MISSING_ID | {"n": " ", "body": "a"}        | at /n for 'id', found nothing
                    WRONG_TYPE | {"n": 1.5, "body": "a"}        | expected text or an integer at /n for 'id', found number 1.5
                    WRONG_TYPE | {"n": 1, "body": {"t": "a"}}   | expected text or a number at /body for 'text', found an object. Correct the mapping's path
                    WRONG_TYPE | {"n": 1, "body": ["a"]}        | at /body for 'text', found an array. Write /body/* for each of its elements.
                    WRONG_TYPE | {"n": 1, "body": true}         | at /body for 'text', found true
                    NO_TEXT    | {"n": 1, "text": "elsewhere"}  | found none. A document
                    """)
    void namesPathAndRecord(RejectReason reason, String record, String said) {
        Reject reject = refused(TICKET, record);

        assertThat(reject.reason()).isEqualTo(reason);
        assertThat(reject.message()).startsWith(reason + " tickets-3@88231: ").contains(said);
    }

    @Test
    void namesThePathsOfTextsWhereNoneSaysAnything() {
        assertThat(refused(TICKET, "{\"n\": 1}").message())
                .contains(
                        "expected text in 'title' or 'text' (the mapping looks at /body), found none");
    }

    @Test
    void refusesARecordWithoutWhatIsRequired() {
        Map<String, FieldRule> rules =
                Map.of("id", at("/n"), "text", at("/body"), "customer", required("/who/name"));

        Reject reject = refused(rules, "{\"n\": 1, \"body\": \"a\", \"who\": {}}");

        assertThat(reject.reason()).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(reject.message())
                .contains("expected something at /who/name for 'customer'")
                .contains("found nothing");
    }

    @Test
    void namesThePlaceOfAnElement() {
        Map<String, RowsRule> turns =
                Map.of("turns", each("/c", Map.of("text", at("/body"), "speaker", at("/by"))));
        DocumentMapping mapping = mapping(Map.of("id", at("/id")), turns);
        JsonDocumentCodec<Transcript> codec = JsonDocumentCodec.transcripts().mapped(mapping);

        assertThat(Samples.refused(codec, "{\"id\": 1, \"c\": [{}, {\"by\": {}}]}").message())
                .contains("at /c/1/by for 'turns[1].speaker', found an object");
        assertThat(Samples.refused(codec, "{\"id\": 1, \"c\": [[{}]]}").message())
                .contains("expected an object at /c/0 for 'turns[0]', found an array");
        assertThat(Samples.refused(codec, "{\"id\": 1, \"c\": []}").message())
                .startsWith("NO_TEXT")
                .contains("(the mapping looks at /body in /c)");
    }

    @Test
    void readsAnAvroRecordAsItReadsJson() {
        DocumentMapping mapping =
                mapping(Map.of("id", at("/id"), "title", at("/status"), "text", at("/text")));
        Ticket made = Samples.ticket(Samples.origin("{}"));
        byte[] avro = AvroDocumentCodec.tickets().encode(made);

        Decoded<Ticket> decoded =
                TreeReader.decode(
                        Samples.origin(avro),
                        TicketShape.SHAPE,
                        mapping,
                        bytes -> AvroTree.toTree(AvroBytes.read(bytes, AvroSchemas.ticket())));

        Ticket ticket = ((Decoded.Read<Ticket>) decoded).document();
        assertThat(ticket.title()).isEqualTo(made.status());
        assertThat(ticket.text()).isEqualTo(made.text());
        assertThat(ticket.status()).isNull();
    }

    @Test
    void travelsInAJobGraph() throws IOException, ClassNotFoundException {
        Map<String, FieldRule> rules =
                Map.of(
                        "id", at("/n"),
                        "text", first("/x/*/y", "/body"),
                        "created",
                                Rules.time(
                                        new TimeFormats(List.of("dd.MM.yyyy"), "Europe/London"),
                                        "/day"));
        Map<String, RowsRule> rows = Map.of();
        JsonDocumentCodec<Ticket> codec = JsonDocumentCodec.tickets().mapped(mapping(rules, rows));

        JsonDocumentCodec<Ticket> arrived = copy(codec);

        assertThat(
                        Samples.read(
                                        arrived,
                                        "{\"n\": 1, \"body\": \"a\", \"day\": \"31.12.2026\"}")
                                .created())
                .isEqualTo("2026-12-31");
    }

    @SuppressWarnings("unchecked")
    private static JsonDocumentCodec<Ticket> copy(JsonDocumentCodec<Ticket> codec)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(codec);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (JsonDocumentCodec<Ticket>) in.readObject();
        }
    }

    private static Ticket ticket(Map<String, FieldRule> rules, String record) {
        return read(JsonDocumentCodec.tickets(), mapping(rules), record);
    }

    private static <D extends Document> D read(
            JsonDocumentCodec<D> codec, DocumentMapping mapping, String record) {
        return Samples.read(codec.mapped(mapping), record);
    }

    private static Reject refused(Map<String, FieldRule> rules, String record) {
        return Samples.refused(JsonDocumentCodec.tickets().mapped(mapping(rules)), record);
    }

    private static String unmapped(Map<String, String> other) {
        return other.get(DocumentMapping.UNMAPPED);
    }
}
