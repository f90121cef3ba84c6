package io.runnel.schemas.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", " 7 ", "?", "👍", "好", "£"})
    void hearsLettersDigitsMarksAndEmoji(String text) {
        assertThat(Text.saysSomething(text)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " \t\r\n",
                "\u00A0\u202F\u3000",
                "\u200B\uFEFF\u0000",
                "\uFE0F\u0301",
                "\uD83D"
            })
    void hearsNothingInSpacesAndInvisibleMarks(String text) {
        assertThat(Text.saysSomething(text)).isFalse();
    }
}
