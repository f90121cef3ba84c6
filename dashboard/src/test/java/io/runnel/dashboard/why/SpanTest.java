package io.runnel.dashboard.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.store.DocumentTexts.FieldText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void leavesOutEachWordOfAShortTextByItself() {
        assertThat(Span.of(texts("Caught a bug.", "Why?")))
                .containsExactly(
                        new Span(0, 0, 6),
                        new Span(0, 7, 8),
                        new Span(0, 9, 12),
                        new Span(1, 0, 3));
    }

    @Test
    void leavesOutNeighboursTogetherWhereThereAreManyWords() {
        List<Span> spans = Span.of(texts("word ".repeat(1_000)));
        assertThat(spans).hasSize(200);
        assertThat(spans.get(0)).isEqualTo(new Span(0, 0, 24));
    }

    @Test
    void asksLessOftenTheLongerTheTextIs() {
        assertThat(Span.of(texts("word ".repeat(10_000)))).hasSize(40);
        assertThat(Span.of(texts("word ".repeat(200_000)))).hasSize(12);
    }

    private static List<FieldText> texts(String... texts) {
        return Arrays.stream(texts).map(text -> new FieldText("text", null, text)).toList();
    }
}
