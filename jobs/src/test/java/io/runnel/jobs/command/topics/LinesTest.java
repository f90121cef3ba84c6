package io.runnel.jobs.command.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void endsLinesAtNewlinesWithOrWithoutCarriageReturn() throws IOException {
        assertThat(read("a\nb\r\n\r\nc")).containsExactly("a", "b", "", "c");
    }

    @Test
    void seesNoLineBehindTheLastNewline() throws IOException {
        assertThat(read("a\n")).containsExactly("a");
        assertThat(read("")).isEmpty();
        assertThat(read("\n")).containsExactly("");
    }

    @Test
    void keepsACarriageReturnInsideALine() throws IOException {
        assertThat(read("a\rb\n")).containsExactly("a\rb");
    }

    @Test
    void joinsALineThatIsLongerThanItsBuffer() throws IOException {
        String large = "£😀".repeat(50_000);
        assertThat(read(large + "\nend")).containsExactly(large, "end");
    }

    @Test
    void leavesBrokenBytesAsTheyAre() throws IOException {
        byte[] bytes = {(byte) 0xff, (byte) 0xfe, '\n', 0, '\n'};
        try (Lines lines = new Lines(new ByteArrayInputStream(bytes))) {
            assertThat(lines.advance()).isTrue();
            assertThat(lines.line()).containsExactly(0xff, 0xfe);
            assertThat(lines.advance()).isTrue();
            assertThat(lines.line()).containsExactly(0);
            assertThat(lines.number()).isEqualTo(1);
            assertThat(lines.advance()).isFalse();
        }
    }

    @Test
    void callsALineOfBlanksBlank() {
        assertThat(Lines.isBlank(" \t ".getBytes(UTF_8))).isTrue();
        assertThat(Lines.isBlank(new byte[0])).isTrue();
        assertThat(Lines.isBlank(" x".getBytes(UTF_8))).isFalse();
    }

    private static List<String> read(String text) throws IOException {
        List<String> all = new ArrayList<>();
        try (Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            while (lines.advance()) {
                all.add(new String(lines.line(), UTF_8));
            }
        }
        return all;
    }
}
