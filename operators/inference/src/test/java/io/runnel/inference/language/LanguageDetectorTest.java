package io.runnel.inference.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
    private static final LanguageDetector DETECTOR = new LanguageDetector();
    private static final int THREADS = 8;
    private static final List<String> SENTENCES =
            List.of(
                    "The printer on the second floor shows an error and prints only blank pages.",
                    "Der Drucker im zweiten Stock zeigt einen Fehler und druckt nur leere Seiten.",
                    "L'imprimante du deuxième étage affiche une erreur et n'imprime plus rien.",
                    "La impresora del segundo piso muestra un error y no imprime nada.",
                    "Принтер на втором этаже показывает ошибку и печатает пустые страницы.",
                    "二楼的打印机显示错误，只打印空白页。",
                    "Please call me back. Bitte rufen Sie mich zurück, es ist dringend.");
    private static final String GERMAN =
            "Seit heute Morgen kann sich niemand aus der Buchhaltung an der Rechnungsprüfung anmelden. ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The printer on the second floor shows an error and prints nothing but blank pages.",
                "de | Der Drucker im zweiten Stock zeigt einen Fehler und druckt nur noch leere Seiten.",
                "fr | L'imprimante du deuxième étage affiche une erreur et n'imprime que des pages blanches.",
                "es | La impresora del segundo piso muestra un error y solo imprime páginas en blanco.",
                "et | Teise korruse printer näitab veateadet ja trükib ainult tühje lehti, palun aidake.",
                "no | Skriveren i andre etasje viser en feilmelding og skriver ikke ut annet enn blanke ark.",
                "ru | Принтер на втором этаже показывает ошибку и печатает только пустые страницы.",
                "zh | 二楼的打印机显示错误，只打印空白页。",
                "ja | 二階のプリンターがエラーを表示しています。",
                "ko | 이층 프린터에 오류가 표시됩니다",
                "el | Ο εκτυπωτής εμφανίζει σφάλμα",
                "th | เครื่องพิมพ์แสดงข้อผิดพลาด"
            })
    void tellsTheLanguageOfASentence(String language, String text) {
        LanguageGuess guess = DETECTOR.detect(text);

        assertThat(guess.language()).isEqualTo(language);
        assertThat(guess.confidence()).isBetween(0.6, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ok", "INV-2026/17  12,50", "https://example.org/die/rechnung", "你好"})
    void leavesOpenWhatSaysTooLittle(String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(new LanguageGuess("und", 0));
    }

    @Test
    void isUnsureOfATextThatIsHalfInAnotherLanguage() {
        String mixed =
                "Hello team, please have a look at this, the customer called twice. "
                        + "Bitte schaut euch das an, der Kunde hat schon zweimal angerufen.";

        assertThat(DETECTOR.detect(mixed).confidence()).isLessThan(0.65);
    }

    @Test
    void isNotMisledByNamesAndCodesInAnInvoice() {
        String receipt =
                "TAX INVOICE\nPERNIAGAAN ZHENG HUI\nJALAN PERMAS 10/5, BANDAR BARU PERMAS JAYA\n"
                        + "INVOICE # : OR18032902170347\nTOTAL AMOUNT: $7.10\nPAYMENT MODE CASH CHANGE";

        LanguageGuess guess = DETECTOR.detect(receipt);

        assertThat(guess.language().equals("en") || guess.confidence() < 0.6).isTrue();
    }

    @Test
    void readsALongTextFromItsStartToItsEnd() {
        String greeting = "Good morning and welcome to the call, everybody. ".repeat(10);

        assertThat(DETECTOR.detect(greeting + GERMAN.repeat(300)).language()).isEqualTo("de");
    }

    @Test
    void tellsThreadsThatShareItTheSameAsOneAlone() throws Exception {
        List<String> texts =
                IntStream.range(0, 200)
                        .mapToObj(
                                i -> SENTENCES.get(i % SENTENCES.size()) + " " + "x".repeat(i % 7))
                        .toList();
        List<LanguageGuess> alone = texts.stream().map(DETECTOR::detect).toList();
        LanguageDetector shared = new LanguageDetector();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<LanguageGuess>>> together = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                together.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return texts.stream().map(shared::detect).toList();
                                }));
            }
            for (Future<List<LanguageGuess>> guesses : together) {
                assertThat(guesses.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysWhatToDoWhereItsModelIsMissing() {
        assertThatThrownBy(() -> new LanguageDetector("/no-such.bin").prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/no-such.bin is missing")
                .hasMessageContaining("Install the whole jar again");
    }

    /** In place of the model: files that are no zip. */
    @ParameterizedTest
    @ValueSource(strings = {"/EngineProbe.java", "/tiny/1/tokenizer.json"})
    void saysWhatToDoWhereItsModelIsDamaged(String file) {
        assertThatThrownBy(() -> new LanguageDetector(file).prepare())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " in the engine's jar is damaged")
                .hasMessageContaining(
                        "Install the whole jar again, or set language.detection=stated");
    }
}
