package io.runnel.jobs.command.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.kafka.DeadLetterHeader;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void tellsOfADeadLetterWhyAndWhereFrom() {
        headers.add(DeadLetterHeader.REASON, "MISSING_ID".getBytes(UTF_8));
        headers.add(DeadLetterHeader.TOPIC, "tickets".getBytes(UTF_8));
        headers.add(DeadLetterHeader.PARTITION, "1".getBytes(UTF_8));
        headers.add(DeadLetterHeader.OFFSET, "12".getBytes(UTF_8));
        headers.add(
                DeadLetterHeader.MESSAGE, "MISSING_ID tickets-1@12: expected it".getBytes(UTF_8));
        assertThat(RecordText.of(record("{\"text\":\"£5\"}".getBytes(UTF_8))))
                .isEqualTo(
                        """
                        MISSING_ID  tickets-1@12  key  [0@7]
                          message  expected it
                          bytes    {"text":"£5"}
                        """);
    }

    @Test
    void saysThatADeadLetterWasCut() {
        headers.add(DeadLetterHeader.REASON, "NO_TEXT".getBytes(UTF_8));
        headers.add(DeadLetterHeader.VALUE_SIZE, "9000000".getBytes(UTF_8));
        assertThat(RecordText.of(record(new byte[10])))
                .contains("only the first 10 of 9000000 bytes are here");
    }

    @Test
    void showsAnEnrichedRecordByItsResults() {
        String enriched =
                """
                {"document_id":"t1","document_type":"ticket","label":"cards","summary_text":"It is stuck.",
                "classification":{"scores":[{"label":"cards","score":0.8},{"label":"email","score":0.15}]},
                "sentiment_detail":{"label":"negative","score":0.91},"entity_count":1,
                "entities":[{"text":"Porto","entity_group":"place"}],"document":{"title":"Card stuck"}}
                """;
        assertThat(RecordText.of(record(enriched.getBytes(UTF_8))))
                .isEqualTo(
                        """
                        ticket t1  Card stuck
                          label      cards 0.80, email 0.15
                          sentiment  negative 0.91
                          entities   Porto (place)
                          summary    It is stuck.
                        """);
    }

    @Test
    void saysWhyAnEnrichedRecordHasNoAnswers() {
        String enriched =
                """
                {"document_id":"t1","document_type":"ticket","language":"de","language_score":0.912,
                "language_source":"detected","classification":{"scores":[]},"sentiment_detail":{"scores":[]},
                "entities":[],"summary":{"method":"none","sentences":[]},"provenance":[
                {"task":"classification","head":"ticket-queue","status":"unsupported-language"},
                {"task":"sentiment","head":"sentiment","status":"unsupported-language"},
                {"task":"entities","head":"entities","status":"answered"},
                {"task":"summary","head":"salience","status":"unsupported-language"}],
                "document":{"title":"Karte"}}
                """;
        assertThat(RecordText.of(record(enriched.getBytes(UTF_8))))
                .isEqualTo(
                        """
                        ticket t1  Karte
                          language   de 0.91
                          label      not asked: head ticket-queue was not trained for language de
                          sentiment  not asked: head sentiment was not trained for language de
                          entities   none
                          summary    not asked: head salience was not trained for language de
                        """);
    }

    @Test
    void showsTheFieldsOfAnInvoice() {
        String enriched =
                """
                {"document_id":"i1","document_type":"invoice","label":"food","summary_text":"Mill bills 7.10.",
                "classification":{"label":"food","score":0.8,"scores":[]},
                "sentiment_detail":{"label":"neutral","score":0.91},"entities":[],
                "fields":[{"entity_group":"company","text":"MILL\\nCAFE"},{"entity_group":"total","text":"7.10"}],
                "document":{"title":"Receipt"}}
                """;
        assertThat(RecordText.of(record(enriched.getBytes(UTF_8))))
                .contains("\n  fields     company MILL CAFE, total 7.10\n");
    }

    @Test
    void showsBytesThatAreNoTextAsHexadecimal() {
        assertThat(RecordText.of(record(new byte[] {'a', (byte) 0xff}))).contains("[61 ff]");
    }

    @Test
    void writesAnyRecordAsOneLineOfJson() {
        headers.add("trace", new byte[] {(byte) 0xff});
        assertThat(RecordJson.of(record("plain £".getBytes(UTF_8))))
                .isEqualTo(
                        "{\"topic\":\"tickets-dlt\",\"partition\":0,\"offset\":7,\"timestamp\":5,"
                                + "\"key\":\"key\",\"headers\":{\"trace\":{\"base64\":\"/w==\"}},"
                                + "\"value\":\"plain £\"}");
        assertThat(RecordJson.of(record("{\"amount\":10.10}".getBytes(UTF_8))))
                .endsWith("\"value\":{\"amount\":10.10}}");
        assertThat(RecordJson.of(record(null))).endsWith("\"value\":null}");
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(
                "tickets-dlt",
                0,
                7,
                5,
                TimestampType.CREATE_TIME,
                3,
                value == null ? 0 : value.length,
                "key".getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
