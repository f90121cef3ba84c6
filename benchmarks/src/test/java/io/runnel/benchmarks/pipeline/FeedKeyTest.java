package io.runnel.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedKeyTest {
    @Test
    void knowsItsOwnDocumentsAndNoOthers() {
        FeedKey first = FeedKey.next();
        FeedKey second = FeedKey.next();
        assertThat(first.number(first.of(17))).isEqualTo(17);
        assertThat(first.number(second.of(17))).isEqualTo(-1);
        assertThat(first.number(null)).isEqualTo(-1);
    }

    @Test
    void isNotTakenInByAFeedWhoseNumberBeginsLikeItsOwn() {
        assertThat(new FeedKey(1).number("11-3".getBytes(US_ASCII))).isEqualTo(-1);
    }
}
