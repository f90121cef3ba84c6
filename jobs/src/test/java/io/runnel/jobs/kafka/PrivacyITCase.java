package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nothing personal leaves a job that is asked to take it out: neither enriched nor rejected. */
class PrivacyITCase {
    private static final String MAIL = "maria.lopez@example.com";
    private static final String IBAN = "DE89 3704 0044 0532 0130 00";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 2));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir private static Path folder;

    @Test
    void takesDataOutOfEnrichedRecordsAndDeadLettersAlike() throws Exception {
        String text =
                "Hello, I am Maria Lopez. Please refund 25 euros to %s or write to %s."
                        .formatted(IBAN, MAIL);
        List<ConsumerRecord<byte[], byte[]>> written =
                run("tickets", text, "--privacy.redact=email, iban, person", "--privacy.mode=mask");

        assertThat(written)
                .hasSize(2)
                .allSatisfy(
                        record ->
                                assertThat(everything(record)).doesNotContain(MAIL, IBAN, "Lopez"));
        Enriched enriched = enriched(written);
        assertThat(enriched.ticket().text()).contains("[person]", "[iban]", "[email]");
        assertThat(enriched.ticket().customer()).isEqualTo("[person]");
        assertThat(enriched.redacted()).containsKeys("email", "iban", "person");
        assertThat(enriched.entities())
                .allSatisfy(
                        entity ->
                                assertThat(
                                                enriched.ticket()
                                                        .text()
                                                        .substring(entity.start(), entity.end()))
                                        .isEqualTo(entity.text()));
        assertThat(letter(written).value()).isNull();
    }

    @Test
    void writesEqualHashesForEqualDataAndKeepsSearchedDeadLetters() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
        List<ConsumerRecord<byte[], byte[]>> written =
                run(
                        "hashed",
                        "Write to " + MAIL + ".",
                        "--privacy.redact=email",
                        "--privacy.mode=hash",
                        "--privacy.hash-key-file=" + key,
                        "--kafka.source.topic=hashed",
                        "--kafka.sink.topic=hashed-enriched",
                        "--kafka.dead-letters.topic=hashed-dlt");

        String hash = enriched(written).ticket().text().replace("Write to ", "");
        assertThat(hash).matches("\\[email:[0-9a-f]{16}]\\.");
        assertThat(new String(letter(written).value(), UTF_8))
                .contains(hash.substring(0, hash.length() - 1))
                .doesNotContain(MAIL);
    }

    /** One ticket with this text and one reject with the same; what became of them. */
    private static List<ConsumerRecord<byte[], byte[]>> run(
            String topic, String text, String... options) throws Exception {
        BROKER.kafka().createTopics(1, topic);
        BROKER.kafka()
                .send(
                        List.of(
                                record(
                                        topic,
                                        "key",
                                        "{\"id\":\"t-1\",\"customer\":\"Maria Lopez\",\"text\":\""
                                                + text
                                                + "\"}"),
                                record(topic, MAIL, "{\"id\":[],\"text\":\"" + text + "\"}")));
        String[] more = new String[options.length + 1];
        System.arraycopy(options, 0, more, 0, options.length);
        more[options.length] = "--delivery.transactional-id-prefix=privacy-" + topic;
        JobSettings settings = JobRun.settings(BROKER.kafka(), "ticket", more);
        return JobRun.during(
                settings,
                () ->
                        BROKER.kafka()
                                .readUntil(
                                        List.of(topic + "-enriched", topic + "-dlt"),
                                        records -> records.size() >= 2));
    }

    private static Enriched enriched(List<ConsumerRecord<byte[], byte[]>> written) {
        return new JsonEnrichedCodec().decode(of(written, "-enriched").value());
    }

    private static ConsumerRecord<byte[], byte[]> letter(
            List<ConsumerRecord<byte[], byte[]>> written) {
        return of(written, "-dlt");
    }

    private static ConsumerRecord<byte[], byte[]> of(
            List<ConsumerRecord<byte[], byte[]>> written, String topic) {
        return written.stream()
                .filter(record -> record.topic().endsWith(topic))
                .findFirst()
                .orElseThrow();
    }

    /** Key, value and headers as one text. */
    private static String everything(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder all = new StringBuilder(text(record.key())).append(text(record.value()));
        for (Header header : record.headers()) {
            all.append(text(header.value()));
        }
        return all.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
