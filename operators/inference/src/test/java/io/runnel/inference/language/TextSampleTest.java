package io.runnel.inference.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextSampleTest {
    @Test
    void leavesOutLinksAddressesPathsNumbersAndCodes() {
        assertThat(
                        TextSample.of(
                                "See https://x.org/a?b=c or mail a.b@c.org:\n12 boxes of SKU-7 in C:\\temp_1 for £9.50 please"))
                .isEqualTo("See or mail boxes of in for please");
    }

    @Test
    void keepsAShortTextWhole() {
        assertThat(TextSample.of("Printer is broken")).isEqualTo("Printer is broken");
    }

    @Test
    void readsNoMoreOfALongTextThanFourPieces() {
        String text = "start " + "word ".repeat(100_000) + "end";

        assertThat(TextSample.of(text))
                .hasSizeBetween(950, 1_004)
                .startsWith("start")
                .endsWith("end ");
    }

    @Test
    void staysQuickOnTextWithoutSpaces() {
        assertThat(TextSample.of("a".repeat(1_000_000))).hasSize(1_004);
    }
}
