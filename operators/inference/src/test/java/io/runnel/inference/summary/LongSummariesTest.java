package io.runnel.inference.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LongSummariesTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void summarizesATextThatFitsOnce() {
        LongSummaries.Whole whole = summaries().of("One two three. Four five.").join();
        assertThat(whole.text()).isEqualTo("One");
        assertThat(whole.parts()).isEqualTo(1);
        assertThat(whole.rounds()).isEqualTo(1);
    }

    @Test
    void summarizesTheSummariesOfItsPartsUntilOneIsLeft() {
        LongSummaries.Whole whole =
                summaries().of("Alpha two three four. ".repeat(9).strip()).join();
        assertThat(whole.text()).isEqualTo("Alpha");
        assertThat(whole.parts()).isEqualTo(9);
        assertThat(whole.rounds()).isEqualTo(3);
        assertThat(asked).allMatch(text -> words(text) <= 5);
    }

    @Test
    void cutsASentenceThatDoesNotFitBetweenWords() {
        List<String> parts =
                new TextParts(LongSummariesTest::words, 3).of("one two three four five six seven");
        assertThat(String.join(" ", parts)).isEqualTo("one two three four five six seven");
        assertThat(parts).allMatch(part -> words(part) <= 3);
    }

    /** As pieces of words that are tokens only at the beginning of a text. */
    @Test
    void letsNoPartGrowWhereWordsTakeMoreTokensTogether() {
        TextParts parts = new TextParts(text -> 2 * words(text) - 1, 6);
        List<String> all = parts.of("One two. Three four. Five six. Seven eight.");
        assertThat(String.join(" ", all)).isEqualTo("One two. Three four. Five six. Seven eight.");
        assertThat(all).allMatch(part -> 2 * words(part) - 1 <= 6);
    }

    @Test
    void cutsNoCharacterInTwo() {
        List<String> parts = new TextParts(String::length, 1).of("a😀😀");
        assertThat(parts).containsOnly("a", "😀");
    }

    @Test
    void hasNoSummaryOfNothing() {
        assertThat(summaries().of(" \n").join().text()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void stopsWhereSummariesGetNoShorter() {
        LongSummaries copying =
                new LongSummaries(
                        text ->
                                CompletableFuture.completedFuture(
                                        new LongSummaries.Part(text, false)),
                        LongSummariesTest::words,
                        5,
                        Runnable::run);
        String text = "One two three four. Five six seven eight.";
        assertThat(copying.of(text).join().text()).isEqualTo(text);
    }

    @Test
    void keepsTheSummariesOfPartsWhereThereIsNoTimeToSummarizeThem() {
        LongSummaries outOfTime =
                new LongSummaries(
                        text -> {
                            asked.add(text);
                            boolean late = asked.size() > 2;
                            String first = text.split("\\W+", 2)[0];
                            return CompletableFuture.completedFuture(
                                    new LongSummaries.Part(late ? "" : first, late));
                        },
                        LongSummariesTest::words,
                        5,
                        Runnable::run);
        LongSummaries.Whole whole =
                outOfTime.of("Alpha two three four. Beta six seven eight.").join();
        assertThat(whole).isEqualTo(new LongSummaries.Whole("Alpha Beta", 2, 1, true));
    }

    /** Keeps the first word of each text, and takes five words at once. */
    private LongSummaries summaries() {
        return new LongSummaries(
                text -> {
                    asked.add(text);
                    return CompletableFuture.completedFuture(
                            new LongSummaries.Part(text.split("\\W+", 2)[0], false));
                },
                LongSummariesTest::words,
                5,
                Runnable::run);
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }
}
