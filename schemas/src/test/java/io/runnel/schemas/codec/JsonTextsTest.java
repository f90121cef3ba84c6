package io.runnel.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JsonTextsTest {
    private static final UnaryOperator<String> SAME = UnaryOperator.identity();

    @Test
    void changesTextsAndFieldNamesAtAnyDepth() {
        assertThat(
                        JsonTexts.change(
                                "{\"a\":[\"b\",{\"c\":null,\"d\":true}],\"e\":1.50}",
                                JsonTextsTest::loud,
                                SAME))
                .contains("{\"A\":[\"B\",{\"C\":null,\"D\":true}],\"E\":1.50}");
    }

    @Test
    void readsEscapesAsWhatTheyStandFor() {
        assertThat(JsonTexts.change("\"a\\u0040b\"", text -> text.replace("@", " at "), SAME))
                .contains("\"a at b\"");
    }

    @Test
    void makesATextOfANumberThatChanges() {
        assertThat(JsonTexts.change("[41,42]", SAME, digits -> digits.equals("42") ? "x" : digits))
                .contains("[41,\"x\"]");
    }

    @Test
    void losesNoFieldWhereTwoNamesBecomeOne() {
        assertThat(JsonTexts.change("{\"a\":1,\"b\":2,\"c\":3}", name -> "n", SAME))
                .contains("{\"n\":1,\"n-2\":2,\"n-3\":3}");
    }

    @Test
    void isEmptyForWhatIsNoJson() {
        assertThat(JsonTexts.change("{\"a\":", JsonTextsTest::loud, SAME)).isEmpty();
        assertThat(JsonTexts.change("", JsonTextsTest::loud, SAME)).isEmpty();
    }

    @Test
    void writesHalfACharacterAsAnEscape() {
        assertThat(JsonTexts.change("\"\\ud83d\"", SAME, SAME)).contains("\"\\ud83d\"");
    }

    private static String loud(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
