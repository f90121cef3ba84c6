package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedLanguageTest {
    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN, en",
        "en-GB, en",
        "en_US, en",
        "' de ', de",
        "eng, en",
        "deu, de",
        "zh-Hant-TW, zh",
        "iw, he",
        "no, no"
    })
    void readsTheFormsInWhichALanguageIsWritten(String stated, String code) {
        assertThat(StatedLanguage.code(stated)).contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "ger, de", "GER, de", "fre, fr", "chi, zh", "cmn, zh", "zh-cmn, zh", "dut, nl", "gre, el",
        "cze, cs", "rum, ro", "slo, sk", "per, fa", "alb, sq", "arm, hy", "baq, eu", "bur, my",
        "geo, ka", "ice, is", "mac, mk", "mao, mi", "may, ms", "tib, bo", "wel, cy"
    })
    void readsOlderCodesOfThreeLetters(String stated, String code) {
        assertThat(StatedLanguage.code(stated)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nb", "nn", "nb-NO", "nn_NO", "nob", "nno", "no", "nor"})
    void takesBothFormsOfNorwegianForOne(String stated) {
        assertThat(StatedLanguage.code(stated)).contains("no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "und", "xx", "English", "e", "1", "en;fr", "??"})
    void refusesWhatIsNoLanguage(String stated) {
        assertThat(StatedLanguage.code(stated)).isEmpty();
    }

    @Test
    void findsNothingWhereNothingIsStated() {
        assertThat(StatedLanguage.code(null)).isEmpty();
    }
}
