package io.runnel.dashboard.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.schemas.document.DocumentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The demo's own documents, the malformed among them, as if they had come in over two days. */
final class DemoRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MALFORMED = "malformed";
    private static final Duration SPAN = Duration.ofDays(2);

    private final Instant end;
    private final Random random = new Random(8);
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    private DemoRecords(Instant end) {
        this.end = end;
    }

    /** All of them; the last came in before {@code end}. */
    static List<ProducerRecord<byte[], byte[]>> until(Instant end) {
        DemoRecords demo = new DemoRecords(end);
        for (DocumentType type : DocumentType.values()) {
            for (JsonNode document : lines(type.label() + "s.jsonl")) {
                demo.add(type.label() + "s", document.path("id").asText(null), bytes(document));
            }
        }
        for (JsonNode row : lines("malformed.jsonl")) {
            demo.add(row.get("type").asText() + "s", row.path("key").asText(null), malformed(row));
            demo.last().headers().add(MALFORMED, new byte[0]);
        }
        return demo.records;
    }

    /** Whether the demo means the record to become a reject. */
    static boolean isMalformed(ProducerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(MALFORMED) != null;
    }

    private void add(String topic, String key, byte[] value) {
        long before = (long) (SPAN.toMillis() * Math.pow(random.nextDouble(), 1.5));
        records.add(
                new ProducerRecord<>(
                        topic,
                        null,
                        end.toEpochMilli() - before,
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        value));
    }

    private ProducerRecord<byte[], byte[]> last() {
        return records.get(records.size() - 1);
    }

    private static byte[] malformed(JsonNode row) {
        return switch (row.get("encoding").asText()) {
            case "tombstone" -> null;
            case "base64" -> Base64.getDecoder().decode(row.get("value").asText());
            default -> row.get("value").asText().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] bytes(JsonNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(String file) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                DemoRecords.class.getResourceAsStream("/demo/" + file),
                                StandardCharsets.UTF_8))) {
            List<JsonNode> read = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(JSON.readTree(line));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's " + file + " cannot be read.", e);
        }
    }
}
