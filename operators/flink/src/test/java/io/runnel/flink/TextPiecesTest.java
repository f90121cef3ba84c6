package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.text.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextPiecesTest {
    @Test
    void keepsAShortDocumentWhole() {
        assertThat(pieces("one", "two three", "four")).isEqualTo("one\ntwo three\nfour");
        assertThat(pieces()).isEmpty();
        assertThat(pieces("x".repeat(7_999))).hasSize(7_999);
    }

    @Test
    void takesFourPiecesOfALongTextFromItsStartToItsEnd() {
        String text =
                "a".repeat(10_000) + "b".repeat(10_000) + "c".repeat(10_000) + "d".repeat(10_000);

        assertThat(pieces(text))
                .isEqualTo(
                        String.join(
                                "\n",
                                "a".repeat(2_000),
                                "b".repeat(2_000),
                                "c".repeat(2_000),
                                "d".repeat(1_999)));
    }

    @Test
    void takesPiecesOverTheBordersOfManyShortTexts() {
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            turns.add("turn %05d".formatted(i));
        }

        String pieces = pieces(turns.toArray(String[]::new));

        assertThat(pieces).startsWith("turn 00000\nturn 00001").endsWith("turn 99998\nturn 99999");
        assertThat(pieces).contains("turn 33330\n", "turn 66660\n");
        assertThat(pieces.length()).isBetween(7_900, TextPieces.MOST_CHARS);
    }

    private static String pieces(String... texts) {
        return TextPieces.of(Stream.of(texts).map(text -> new Passage("text", text)).toList());
    }
}
