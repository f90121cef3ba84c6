package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.RegistryUnavailable;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfluentAvroTest {
    private static final String SUBJECT = "tickets-value";

    private final FakeRegistry server = FakeRegistry.start();
    private final SchemaRegistry registry = new SchemaRegistry(server.settings());
    private final ConfluentAvroDocumentCodec<Ticket> tickets =
            ConfluentAvroDocumentCodec.tickets(server.settings(), SUBJECT);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void restoresEveryFieldOfADocument() {
        registry.register(SUBJECT, AvroSchemas.ticket());

        byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(Samples.read(tickets, bytes)).isEqualTo(Samples.ticket(Samples.origin(bytes)));
    }

    @Test
    void readsTheIdOrTheGuidInTheHeader() {
        RegisteredSchema own = registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] framed = tickets.encode(Samples.ticket(Samples.place()));
        byte[] plain = Arrays.copyOfRange(framed, 5, framed.length);

        for (SchemaId id : List.of(own.number(), own.global())) {
            Origin origin = withHeader(plain, id.bytes());
            assertThat(read(origin).text()).isEqualTo(Samples.ticket(origin).text());
        }
        assertThat(own.global()).isInstanceOf(SchemaId.Global.class);
    }

    @Test
    void asksForASchemaOnce() {
        registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));
        int before = server.asked().size();

        for (int i = 0; i < 10; i++) {
            Samples.read(tickets, bytes);
        }

        assertThat(server.asked()).hasSize(before + 1);
    }

    @Test
    void keepsTheFieldsThatOnlyTheWriterKnows() {
        Schema theirs =
                SchemaBuilder.record("Ticket")
                        .namespace("com.example")
                        .fields()
                        .requiredFloat("urgency")
                        .requiredString("text")
                        .requiredBytes("signature")
                        .name("state")
                        .type()
                        .enumeration("State")
                        .symbols("OPEN", "SHUT")
                        .noDefault()
                        .name("product")
                        .type()
                        .record("Product")
                        .fields()
                        .requiredString("name")
                        .optionalLong("size")
                        .endRecord()
                        .noDefault()
                        .requiredString("id")
                        .endRecord();
        GenericRecord product = new GenericData.Record(theirs.getField("product").schema());
        product.put("name", "£ Card");
        GenericRecord record = new GenericData.Record(theirs);
        record.put("id", "1");
        record.put("text", "Hello");
        record.put("urgency", 1.5f);
        record.put("signature", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        record.put("state", new GenericData.EnumSymbol(theirs.getField("state").schema(), "OPEN"));
        record.put("product", product);

        Ticket ticket = Samples.read(tickets, written(record));

        assertThat(ticket.text()).isEqualTo("Hello");
        assertThat(ticket.other())
                .containsEntry("urgency", "1.5")
                .containsEntry("signature", "\"AQID\"")
                .containsEntry("state", "\"OPEN\"")
                .containsEntry("product", "{\"name\":\"£ Card\"}")
                .hasSize(4);
    }

    @Test
    void mapsRecordsOfASchemaThatIsNotOurs() {
        Schema amount = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema theirs =
                SchemaBuilder.record("Issue")
                        .namespace("com.example")
                        .fields()
                        .requiredLong("number")
                        .requiredString("body")
                        .name("paid")
                        .type(amount)
                        .noDefault()
                        .name("other")
                        .type()
                        .map()
                        .values()
                        .intType()
                        .noDefault()
                        .endRecord();
        GenericRecord record = new GenericData.Record(theirs);
        record.put("number", 17L);
        record.put("body", "Charged £4 twice 💳");
        record.put("paid", ByteBuffer.wrap(new byte[] {0x10, (byte) 0x9a}));
        record.put("other", Map.of("floor", 3));
        ConfluentAvroDocumentCodec<Ticket> mapped =
                tickets.mapped(
                        Rules.mapping(
                                Map.of(
                                        "id", Rules.at("/number"),
                                        "text", Rules.at("/body"),
                                        "priority", Rules.at("/paid"))));

        Ticket ticket = Samples.read(mapped, written(record));

        assertThat(ticket.id()).isEqualTo("17");
        assertThat(ticket.text()).isEqualTo("Charged £4 twice 💳");
        assertThat(ticket.priority()).isEqualTo("42.50");
        assertThat(ticket.other()).containsOnly(Map.entry("unmapped", "{\"other\":{\"floor\":3}}"));
    }

    @Test
    void rejectsADecimalWithoutBytes() {
        Schema amount = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema theirs =
                SchemaBuilder.record("Bill")
                        .fields()
                        .requiredString("number")
                        .name("paid")
                        .type(amount)
                        .noDefault()
                        .endRecord();
        GenericRecord record = new GenericData.Record(theirs);
        record.put("number", "1");
        record.put("paid", ByteBuffer.allocate(0));
        ConfluentAvroDocumentCodec<Ticket> mapped =
                tickets.mapped(
                        Rules.mapping(
                                Map.of("id", Rules.at("/number"), "text", Rules.at("/paid"))));

        Reject reject = Samples.refused(mapped, written(record));

        assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(reject.message()).contains("expected one Avro record of Bill");
    }

    @Test
    void rejectsWhatHasNoSchemaIdAndSaysWhatTheProducerSeemsToWrite() {
        byte[] single = AvroDocumentCodec.tickets().encode(Samples.ticket(Samples.place()));

        assertThat(refused("{\"id\":\"1\"}".getBytes(UTF_8)).message())
                .isEqualTo(
                        "MALFORMED_BYTES tickets-3@88231: in the first bytes expected a schema id"
                                + " (byte 0 and 4 bytes, or byte 1 and 16 bytes), found 10 bytes"
                                + " that begin with 0x7b '{'. The producer seems to write JSON; set"
                                + " kafka.documents.format=json.");
        assertThat(refused(single).message()).contains("kafka.documents.format=avro");
        assertThat(refused(new byte[0]).reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(refused(new byte[] {2, 0, 0, 0, 1, 4}).message()).contains("0x02");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void rejectsAHeaderThatHoldsNoSchemaId() {
        Origin origin = withHeader(new byte[] {1}, new byte[] {9});

        Reject reject = ((Decoded.Refused<Ticket>) tickets.decode(origin)).reject();

        assertThat(reject.message()).contains("in header __value_schema_id").contains("0x09");
    }

    @Test
    void rejectsAnUnknownIdAsRetryableAndAsksForItAgainLater() {
        AtomicLong now = new AtomicLong();
        tickets.keepTime(now::get);
        byte[] bytes = {0, 0, 0, 0, 1, 2};

        Reject reject = refused(bytes);
        refused(bytes);

        assertThat(reject.reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA);
        assertThat(reject.reason().retry()).isEqualTo(RejectReason.Retry.USEFUL);
        assertThat(reject.message()).contains("id 1");
        assertThat(server.asked()).hasSize(1);

        registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] good = tickets.encode(Samples.ticket(Samples.place()));
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(Samples.read(tickets, good).id()).isEqualTo("t-1");
    }

    @Test
    void rejectsAGuidThatTheRegistryDoesNotKnow() {
        UUID guid = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");
        Origin origin = withHeader(new byte[] {1}, new SchemaId.Global(guid).bytes());

        Reject reject = ((Decoded.Refused<Ticket>) tickets.decode(origin)).reject();

        assertThat(reject.reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA);
        assertThat(reject.message()).contains("GUID 89791762-2336-4186-9674-299b90a802e2");
    }

    @Test
    void readsAnIdOfAnotherSubjectIfItsSchemaIsOurs() {
        registry.register("io.runnel.schemas.Ticket", AvroSchemas.ticket());
        ConfluentAvroDocumentCodec<Ticket> others =
                ConfluentAvroDocumentCodec.tickets(server.settings(), "io.runnel.schemas.Ticket");

        byte[] bytes = others.encode(Samples.ticket(Samples.place()));

        assertThat(Samples.read(tickets, bytes).id()).isEqualTo("t-1");
    }

    @Test
    void rejectsAnIdOfAnotherSubjectIfItsSchemaIsNot() {
        registry.register("invoices-value", AvroSchemas.invoice());
        byte[] invoice =
                ConfluentAvroDocumentCodec.invoices(server.settings(), "invoices-value")
                        .encode(Samples.invoice(Samples.place()));

        Reject reject = refused(invoice);

        assertThat(reject.reason()).isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
        assertThat(reject.message())
                .contains("io.runnel.schemas.Ticket can read")
                .contains("id 1: record io.runnel.schemas.Invoice, NAME_MISMATCH")
                .contains("./runnel schemas show");
    }

    @Test
    void rejectsASchemaThatIsNoRecord() {
        int text = registry.register("text", Schema.create(Schema.Type.STRING)).id();
        int union = registry.register("union", Schema.createUnion(AvroSchemas.ticket())).id();

        assertThat(refused(new SchemaId.Numbered(text).bytes()).message())
                .contains("no record but a string");
        assertThat(refused(new SchemaId.Numbered(union).bytes()).reason())
                .isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
    }

    @Test
    void rejectsNothingWhileTheRegistryDoesNotAnswer() {
        registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));
        ConfluentAvroDocumentCodec<Ticket> impatient =
                ConfluentAvroDocumentCodec.tickets(
                        server.settings(Duration.ofMillis(100)), SUBJECT);
        server.refuseNext(1_000_000);

        assertThatThrownBy(() -> impatient.decode(Samples.origin(bytes)))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("did not answer");

        server.refuseNext(0);
        assertThat(Samples.read(impatient, bytes).id()).isEqualTo("t-1");
    }

    @Test
    void waitsForARegistryThatAnswersInTheEnd() {
        registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));
        server.refuseNext(2);

        assertThat(Samples.read(tickets, bytes).id()).isEqualTo("t-1");
    }

    @Test
    void goesOnReadingWhatItKnowsWhenTheRegistryIsGone() {
        registry.register(SUBJECT, AvroSchemas.ticket());
        byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));
        Samples.read(tickets, bytes);
        server.close();

        assertThat(Samples.read(tickets, bytes).id()).isEqualTo("t-1");
    }

    @Test
    void rejectsRecordsInRecordsWithoutEnd() {
        Schema node =
                new Schema.Parser()
                        .parse(
                                """
                                {"type": "record", "name": "Ticket", "fields": [
                                  {"name": "id", "type": "string"},
                                  {"name": "next", "type": ["null", "Ticket"]}]}
                                """);
        int id = registry.register(SUBJECT, node).id();
        byte[] prefix = new SchemaId.Numbered(id).bytes();
        // By hand: Avro's own writer needs a deeper stack than the reader, which is what is tried.
        ByteBuffer nested = ByteBuffer.allocate(prefix.length + 600 * 3).put(prefix);
        for (int left = 599; left >= 0; left--) {
            nested.put((byte) 2).put((byte) '1').put((byte) (left > 0 ? 2 : 0));
        }
        assertThat(refused(nested.array()).message()).contains("nested no deeper than 500");

        byte[] endless = new byte[1_000_000];
        Arrays.fill(endless, (byte) 2);
        System.arraycopy(prefix, 0, endless, 0, prefix.length);
        assertThat(refused(endless).reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
    }

    private byte[] written(GenericRecord record) {
        SchemaId id = registry.register(SUBJECT, record.getSchema()).number();
        return AvroBytes.write(id.bytes(), record);
    }

    private Ticket read(Origin origin) {
        return ((Decoded.Read<Ticket>) tickets.decode(origin)).document();
    }

    private Reject refused(byte[] bytes) {
        return Samples.refused((DocumentCodec<? extends Document>) tickets, bytes);
    }

    private static Origin withHeader(byte[] payload, byte[] id) {
        return new Origin(
                "tickets",
                3,
                88_231,
                0,
                null,
                List.of(new Header(SchemaId.VALUE_HEADER, id)),
                payload);
    }
}
