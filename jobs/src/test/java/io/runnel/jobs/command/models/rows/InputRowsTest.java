package io.runnel.jobs.command.models.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class InputRowsTest {
    @Test
    void readsRowsOnceThoughTheFirstWereSeenBefore() throws IOException {
        InputRows rows = rows("{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}".getBytes(UTF_8));
        assertThat(rows.peek(2)).hasSize(2);
        assertThat(all(rows)).containsExactly(1, 2, 3);
    }

    @Test
    void unpacksWhatIsPackedByGzip() throws IOException {
        assertThat(all(rows(packed("{\"a\":5}\n{\"a\":6}\n")))).containsExactly(5, 6);
    }

    @Test
    void namesTheLineWhereGzipDataAreCutOff() throws IOException {
        byte[] packed = packed("{\"a\":5}\n{\"a\":6}\n");
        byte[] cut = Arrays.copyOf(packed, packed.length - 8);
        assertThatThrownBy(() -> all(rows(cut)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "dev.jsonl:3: the gzip data is damaged or cut off; pack the file again.");
        assertThatThrownBy(() -> all(rows(Arrays.copyOf(packed, 4))))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "dev.jsonl:1: the gzip data is damaged or cut off; pack the file again.");
    }

    @Test
    void namesTheLineWhereGzipDataAreDamaged() throws IOException {
        byte[] packed = packed("{\"a\":5}\n{\"a\":6}\n");
        packed[10] = (byte) 0xff;
        assertThatThrownBy(() -> all(rows(packed)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "dev.jsonl:1: the gzip data is damaged or cut off; pack the file again.");
    }

    @Test
    void tellsWhereARowStands() throws IOException {
        InputRows rows = rows("{\"a\":1}\n\n{\"a\":2}".getBytes(UTF_8));
        assertThat(rows.peek(2)).hasSize(2);
        assertThat(rows.next(row -> row)).isPresent();
        assertThat(rows.place()).isEqualTo("dev.jsonl:1");
        assertThat(rows.next(row -> row)).isPresent();
        assertThat(rows.place()).isEqualTo("dev.jsonl:3");
    }

    @Test
    void hasNoRowsInAnEmptyFile() throws IOException {
        assertThat(all(rows(new byte[0]))).isEmpty();
        assertThat(rows(new byte[0]).peek(3)).isEmpty();
    }

    @Test
    void namesFileAndLineOfWhatIsNoRow() throws IOException {
        assertThatThrownBy(() -> all(rows("{\"a\":1}\n\nx".getBytes(UTF_8))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("dev.jsonl:3: it is no JSON");
        assertThatThrownBy(() -> all(rows("[1]".getBytes(UTF_8))))
                .hasMessageStartingWith("dev.jsonl:1: it is an array; expected a JSON object");
        assertThatThrownBy(() -> all(rows("{} {}".getBytes(UTF_8))))
                .hasMessageStartingWith("dev.jsonl:1: it is no JSON");
        InputRows refused = rows("{\"a\":1}".getBytes(UTF_8));
        assertThatThrownBy(() -> refused.next(InputRowsTest::refuse))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("dev.jsonl:1: it has no label.");
    }

    private static byte[] packed(String rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(rows.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private static int refuse(JsonNode row) {
        throw new IllegalArgumentException("it has no label.");
    }

    private static InputRows rows(byte[] bytes) throws IOException {
        return InputRows.of("dev.jsonl", new ByteArrayInputStream(bytes));
    }

    private static List<Integer> all(InputRows rows) throws IOException {
        List<Integer> all = new ArrayList<>();
        Optional<Integer> next = rows.next(row -> row.path("a").asInt());
        while (next.isPresent()) {
            all.add(next.get());
            next = rows.next(row -> row.path("a").asInt());
        }
        return all;
    }
}
