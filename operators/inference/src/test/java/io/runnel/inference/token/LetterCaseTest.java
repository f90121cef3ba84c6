package io.runnel.inference.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same table as the recipe's test of its letter cases. */
class LetterCaseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme     | 0",
                "4711     | 0",
                "£        | 0",
                "東京     | 0",
                "💳       | 0",
                "ß        | 0",
                "''       | 0",
                "Acme     | 1",
                "I        | 1",
                "#Acme    | 1",
                "É        | 1",
                "ǅ        | 1",
                "4A       | 1",
                "NATO     | 2",
                "A4B      | 2",
                "ΑΒ       | 2",
                "𝐀𝐁       | 2",
                "iPhone   | 3",
                "McDonald | 3",
                "eBay     | 3",
                "PDFs     | 3",
                "aB       | 3",
            })
    void tellsHowATextIsWritten(String text, int letterCase) {
        assertThat(LetterCase.of(text, 0, text.length())).isEqualTo((byte) letterCase);
    }

    @Test
    void looksAtThePartOnly() {
        assertThat(LetterCase.of("paid ACME corp", 5, 9)).isEqualTo(LetterCase.ALL_CAPITALS);
        assertThat(LetterCase.of("💳 Acme", 3, 7)).isEqualTo(LetterCase.CAPITALISED);
    }
}
