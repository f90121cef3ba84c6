package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static io.runnel.jobs.kafka.TestKafka.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Ticket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each job from topic to topic, with the real engine and the bundled model. */
class ThreeJobsITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void enrichesInvoices() throws Exception {
        BROKER.kafka().createTopics(2, "invoices");
        BROKER.kafka()
                .send(
                        List.of(
                                record(
                                        "invoices",
                                        "key",
                                        """
                                {"id": "i-1", "vendor": "Acme Tools Ltd", "customer": "Blue Lake Hotel",
                                 "total": 540.5, "currency": "USD", "due_date": "2026-03-01",
                                 "line_items": [
                                   {"description": "Cordless drill with two batteries", "amount": 480},
                                   {"description": "Delivery to Boston", "amount": "60.50"}],
                                 "notes": ["Second reminder, we are very disappointed."]}
                                """)));

        Enriched enriched = onlyRecord("invoice", "invoices-enriched", new JsonEnrichedCodec());

        assertFourResults(enriched);
        assertThat(enriched.invoice().id()).isEqualTo("i-1");
        assertThat(enriched.classification().items()).hasSize(2);
        assertThat(enriched.summary().summaryText()).contains("Acme Tools Ltd");
    }

    @Test
    void enrichesTranscripts() throws Exception {
        BROKER.kafka().createTopics(2, "transcripts");
        BROKER.kafka()
                .send(
                        List.of(
                                record(
                                        "transcripts",
                                        null,
                                        """
                                {"id": "c-1", "title": "Hotel booking", "turns": [
                                  {"speaker": "customer", "text": "My room in Berlin was dirty. I am very angry."},
                                  {"speaker": "agent", "text": ""},
                                  {"speaker": "agent", "text": "We are sorry. We refund 200 dollars."},
                                  {"speaker": "customer", "text": "Great, thank you so much!"}]}
                                """)));

        Enriched enriched =
                onlyRecord("transcript", "transcripts-enriched", new JsonEnrichedCodec());

        assertFourResults(enriched);
        assertThat(enriched.transcript().turns()).hasSize(4);
        assertThat(enriched.sentiment().turns()).hasSize(3);
        assertThat(enriched.sentiment().movement().change()).isPositive();
    }

    @Test
    void passesKeyHeadersAndTimeOfATicketThrough() throws Exception {
        BROKER.kafka().createTopics(2, "tickets");
        List<Header> headers =
                List.of(
                        new RecordHeader("trace", bytes("1")),
                        new RecordHeader("none", (byte[]) null),
                        new RecordHeader("trace", bytes("2")));
        BROKER.kafka()
                .send(
                        List.of(
                                new ProducerRecord<>(
                                        "tickets",
                                        1,
                                        1_700_000_000_000L,
                                        bytes("key"),
                                        bytes(
                                                ticket(
                                                        "t-1",
                                                        "My card does not work in Paris. Please help.")),
                                        headers),
                                new ProducerRecord<>(
                                        "tickets",
                                        0,
                                        null,
                                        null,
                                        bytes(ticket("t-2", "It works again.")))));

        Map<String, ConsumerRecord<byte[], byte[]>> written =
                JobRun.during(
                                JobRun.settings(BROKER.kafka(), "ticket", prefix("pass")),
                                () -> BROKER.kafka().read("tickets-enriched", 2))
                        .stream()
                        .collect(toMap(ThreeJobsITCase::id, each -> each));

        ConsumerRecord<byte[], byte[]> first = written.get("t-1");
        assertThat(first.key()).asString(UTF_8).isEqualTo("key");
        assertThat(first.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(first.headers().toArray()).containsExactlyElementsOf(headers);
        assertThat(written.get("t-2").key()).isNull();
        assertThat(written.get("t-2").headers().toArray()).isEmpty();
        Enriched enriched = new JsonEnrichedCodec().decode(first.value());
        assertThat(enriched.document().origin().place()).isEqualTo("tickets-1@0");
        assertFourResults(enriched);
    }

    @Test
    void readsAndWritesAvro() throws Exception {
        BROKER.kafka().createTopics(1, "avro");
        BROKER.kafka()
                .send(List.of(new ProducerRecord<>("avro", null, avro("t-9", "Avro works, too."))));

        Enriched enriched =
                onlyRecord(
                        "ticket",
                        "avro-enriched",
                        new AvroEnrichedCodec(),
                        "--kafka.source.topic=avro",
                        "--kafka.sink.topic=avro-enriched",
                        "--kafka.dead-letters.topic=avro-dlt",
                        "--kafka.documents.format=avro");

        assertFourResults(enriched);
        assertThat(enriched.ticket().text()).isEqualTo("Avro works, too.");
    }

    private static Enriched onlyRecord(
            String type, String topic, EnrichedCodec codec, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(Arrays.asList(more));
        arguments.add(prefix(topic.replace("-enriched", "")));
        List<ConsumerRecord<byte[], byte[]>> written =
                JobRun.during(
                        JobRun.settings(BROKER.kafka(), type, arguments.toArray(String[]::new)),
                        () -> BROKER.kafka().read(topic, 1));
        assertThat(written).hasSize(1);
        return codec.decode(written.get(0).value());
    }

    private static void assertFourResults(Enriched enriched) {
        assertThat(enriched.classification().label()).isNotBlank();
        assertThat(enriched.sentiment().label()).isIn("negative", "neutral", "positive");
        assertThat(enriched.entities())
                .allSatisfy(entity -> assertThat(entity.end()).isGreaterThan(entity.start()))
                .extracting(Entity::text)
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(enriched.summary().summaryText()).isNotBlank();
        assertThat(enriched.provenance()).hasSize(4);
        assertThat(enriched.provenance()).extracting(Provenance::model).containsOnly("runnel-base");
        assertThat(enriched.processing().tokens()).isPositive();
    }

    private static String prefix(String name) {
        return "--delivery.transactional-id-prefix=" + name;
    }

    private static String id(ConsumerRecord<byte[], byte[]> written) {
        return new JsonEnrichedCodec().decode(written.value()).document().id();
    }

    private static String ticket(String id, String text) {
        return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
    }

    private static byte[] avro(String id, String text) {
        Origin json = new Origin("avro", 0, 0, 0, null, List.of(), bytes(ticket(id, text)));
        Decoded<Ticket> decoded = JsonDocumentCodec.tickets().decode(json);
        return AvroDocumentCodec.tickets().encode(((Decoded.Read<Ticket>) decoded).document());
    }
}
