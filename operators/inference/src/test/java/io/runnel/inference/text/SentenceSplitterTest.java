package io.runnel.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
    @Test
    void endsSentencesAtFullStopsQuestionsAndShouts() {
        assertThat(split("It broke. Why? I do not know! Help"))
                .containsExactly("It broke.", "Why?", "I do not know!", "Help");
    }

    @Test
    void goesOnAfterAbbreviations() {
        assertThat(split("Mr. Smith met Dr. Jones of Acme Inc. Tuesday, e.g. at noon. He paid."))
                .containsExactly(
                        "Mr. Smith met Dr. Jones of Acme Inc. Tuesday, e.g. at noon.", "He paid.");
        assertThat(split("Invoice No. 4711 is due. The U.S. Treasury paid J. Doe."))
                .containsExactly("Invoice No. 4711 is due.", "The U.S. Treasury paid J. Doe.");
    }

    @Test
    void endsASentenceAfterACompanyWhereTheNextOneClearlyStarts() {
        assertThat(split("We work for Acme Inc. The office is closed."))
                .containsExactly("We work for Acme Inc.", "The office is closed.");
        assertThat(split("Is it closed? No. We are open."))
                .containsExactly("Is it closed?", "No.", "We are open.");
    }

    @Test
    void keepsDecimalsWhole() {
        assertThat(split("It costs £3.50 now. Up 2.5 percent."))
                .containsExactly("It costs £3.50 now.", "Up 2.5 percent.");
    }

    @Test
    void endsSentencesAtLineBreaks() {
        assertThat(split("Subject line\n\n  Hello there \r\nBye"))
                .containsExactly("Subject line", "Hello there", "Bye");
    }

    @Test
    void splitsOtherScripts() {
        assertThat(split("東京は大きい。京都は古い。")).containsExactly("東京は大きい。", "京都は古い。");
    }

    @Test
    void leavesOutNothingButBlanks() {
        Random random = new Random(3);
        String[] parts = {
            "Mr.", "word", " ", "\n", ". ", "? ", "💳", "\u00a0", "e.g.", "3.5", "。", "A.", "\uD83D"
        };
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertCoversAllButBlanks(text.toString());
        }
    }

    private static void assertCoversAllButBlanks(String text) {
        int end = 0;
        for (CharSpan span : SentenceSplitter.split(text)) {
            assertThat(span.start()).isGreaterThanOrEqualTo(end);
            assertThat(blank(text.substring(end, span.start()))).isTrue();
            assertThat(span.length()).isPositive();
            end = span.end();
        }
        assertThat(blank(text.substring(end))).isTrue();
    }

    private static boolean blank(String text) {
        return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static List<String> split(String text) {
        return SentenceSplitter.split(text).stream().map(span -> span.of(text)).toList();
    }
}
