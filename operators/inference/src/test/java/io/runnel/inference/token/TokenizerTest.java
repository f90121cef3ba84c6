package io.runnel.inference.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.TinyModel;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.text.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = Tokenizer.open(TinyModel.directory().tokenizer());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void givesJavaIndicesBehindEmoji() {
        assertThat(words("a💳b c")).containsExactly("a💳b", "c");
        assertThat(words("💳 💳 refund £5")).containsExactly("💳", "💳", "refund", "£5");
    }

    @Test
    void keepsCombiningMarksWithTheirLetters() {
        assertThat(words("Jose\u0301 paid")).containsExactly("Jose\u0301", "paid");
        assertThat(words("Jos\u00e9 paid")).containsExactly("Jos\u00e9", "paid");
    }

    @Test
    void makesEachIdeographAWord() {
        assertThat(words("東京 Tokyo")).containsExactly("東", "京", "Tokyo");
    }

    @Test
    void survivesLoneSurrogates() {
        assertThat(words("a\uD83Db refund \uDCB3")).containsExactly("a\uD83Db", "refund");
        assertThat(words("\uD83D\uD83D\uDCB3 refund")).endsWith("refund");
        assertThat(CodePoints.clean("a\uD83Db\uD83D\uDCB3")).isEqualTo("a\uFFFDb\uD83D\uDCB3");
    }

    @Test
    void ignoresTheTruncationAndPaddingOfItsFile() {
        TokenizedPassage passage = tokenizer.tokenize("refund ".repeat(14_300));
        assertThat(passage.tokens()).isEqualTo(14_300);
        assertThat(passage.end(14_299)).isEqualTo(14_300 * 7 - 1);
        assertThat(tokenizer.tokenize("refund").tokens()).isEqualTo(1);
        assertThat(tokenizer.tokenize("").tokens()).isZero();
    }

    /** The limit that README.md tells of. */
    @Test
    void readsAWordOfMoreThanAHundredLettersAsOneUnknownToken() {
        String word = "ab".repeat(50);
        TokenizedPassage tooLong = tokenizer.tokenize(word + "a paid");
        assertThat(tokenizer.tokenize(word + " paid").tokens()).isEqualTo(101);
        assertThat(tooLong.tokens()).isEqualTo(2);
        assertThat(tooLong.id(0)).isEqualTo(tokenizer.special().unknown());
        assertThat(tooLong.end(0)).isEqualTo(101);
    }

    @Test
    void tellsWhereWordsStart() {
        TokenizedPassage passage = tokenizer.tokenize("Nashville paid");
        assertThat(passage.tokens()).isGreaterThan(2);
        List<Integer> starts =
                IntStream.range(0, passage.tokens()).filter(passage::startsWord).boxed().toList();
        assertThat(starts).containsExactly(0, passage.tokens() - 1);
    }

    @Test
    void givesEveryTokenToOneSentence() {
        TokenizedPassage passage =
                tokenizer.tokenize("The refund was paid. \n Thanks 💳 a lot! Bye");
        int next = 0;
        for (Sentence sentence : passage.sentences()) {
            assertThat(sentence.firstToken()).isEqualTo(next);
            next = sentence.endToken();
        }
        assertThat(next).isEqualTo(passage.tokens());
        assertThat(passage.sentences()).hasSize(3);
    }

    @Test
    void readsTheLetterCaseFromTheTextAsItWasGiven() {
        TokenizedPassage passage = tokenizer.tokenize("💳 Refund PAID \uD83D Jos\u00c9 TOKYO i");
        List<Integer> cases = new ArrayList<>();
        for (int token = 0; token < passage.tokens(); token++) {
            if (passage.startsWord(token)) {
                cases.add((int) passage.letterCase(token));
            }
        }
        assertThat(cases).containsExactly(0, 1, 2, 3, 2, 0);
    }

    @Test
    void putsSpecialTokensAroundAndBetweenPassages() {
        List<TokenizedPassage> passages =
                List.of(tokenizer.tokenize("refund"), tokenizer.tokenize("paid today"));
        Chunk chunk = new Chunker(64).chunk(passages).get(0);
        TokenizedChunk row = TokenizedChunk.of(chunk, passages, tokenizer.special());
        assertThat(tokenizer.special()).isEqualTo(new SpecialTokens(2, 3, 0, 1));
        assertThat(row.length()).isEqualTo(6);
        assertThat(new int[] {row.id(0), row.id(2), row.id(5), row.id(6)})
                .containsExactly(2, 3, 3, 0);
        assertThat(row.pieces().get(1).place(0)).isEqualTo(3);
    }

    @Test
    void decodesWordsAsHuggingFaceDoes() {
        TokenizedPassage passage = tokenizer.tokenize("Alice Smithson");
        int[] ids = IntStream.range(0, passage.tokens()).map(passage::id).toArray();
        assertThat(tokenizer.decode(ids)).isEqualTo("alice smithson");
    }

    /** Otherwise DJL reports each start to its makers and may fetch other natives. */
    @Test
    void asksNobodyOnTheNetwork() {
        assertThat(Boolean.getBoolean("ai.djl.offline")).isTrue();
    }

    @Test
    void saysWhichFileCannotBeLoaded() {
        assertThatThrownBy(() -> Tokenizer.open(Path.of("nowhere", "tokenizer.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenizer.json");
    }

    /** What the words of this text cover in it. */
    private static List<String> words(String text) {
        TokenizedPassage passage = tokenizer.tokenize(text);
        List<String> words = new ArrayList<>();
        for (int first = 0; first < passage.tokens(); ) {
            int end = first + 1;
            while (end < passage.tokens() && !passage.startsWord(end)) {
                end++;
            }
            words.add(passage.span(first, end).of(text));
            first = end;
        }
        return words;
    }
}
