package io.runnel.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final String FILLER = "One two three four five six seven eight nine ten. ";

    @Test
    void packsShortPassagesIntoOneRow() {
        List<Chunk> chunks = chunk(64, "A title", "", "Hello there. How are you?");
        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).pieces()).extracting(Piece::passage).containsExactly(0, 2);
        assertThat(chunks.get(0).rowTokens()).isEqualTo(1 + 2 + 1 + 5 + 1);
    }

    @Test
    void keepsAnEntityWholeAcrossAChunkBorder() {
        String text =
                FILLER.repeat(5)
                        + "We met Alice Smith Jones yesterday in town. "
                        + FILLER.repeat(5);
        for (int maxTokens = 32; maxTokens < 72; maxTokens++) {
            List<Chunk> chunks = chunk(maxTokens, text);
            assertThat(chunks)
                    .anyMatch(
                            row ->
                                    row.pieces()
                                            .get(0)
                                            .span()
                                            .of(text)
                                            .contains("Alice Smith Jones"));
        }
    }

    @Test
    void keepsANameInALongSentenceWholeAcrossAChunkBorder() {
        String text = "word ".repeat(40) + "Alice Smith Jones " + "word ".repeat(60);
        for (int maxTokens = 32; maxTokens < 72; maxTokens++) {
            List<Chunk> chunks = chunk(maxTokens, text);
            assertThat(chunks).hasSizeGreaterThan(1);
            assertThat(chunks)
                    .anyMatch(
                            row ->
                                    row.pieces()
                                            .get(0)
                                            .span()
                                            .of(text)
                                            .contains("Alice Smith Jones"));
        }
    }

    @Test
    void repeatsWholeSentencesWhereAPassageIsCut() {
        String text = "First one here. Second one here. Third one here. " + FILLER.repeat(4);
        List<Chunk> chunks = chunk(42, text);
        Piece second = chunks.get(1).pieces().get(0);
        assertThat(second.repeated()).isEqualTo(10);
        assertThat(second.span().of(text)).startsWith("One two three");
    }

    @Test
    void repeatsNothingBetweenPassages() {
        String turn = FILLER.strip();
        List<Chunk> chunks = chunk(24, turn, turn, turn, turn);
        assertThat(chunks).hasSize(2);
        assertThat(chunks)
                .allSatisfy(
                        row ->
                                assertThat(row.pieces())
                                        .extracting(Piece::repeated)
                                        .containsOnly(0));
    }

    @Test
    void cutsALongSentenceBetweenWords() {
        String text = "alpha ".repeat(200).strip();
        for (Chunk row : chunk(40, text)) {
            assertThat(row.pieces().get(0).span().of(text)).startsWith("alpha").endsWith("alpha");
        }
    }

    @Test
    void countsEveryTokenOnceAndNeverOverfillsARow() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            int maxTokens = 8 + random.nextInt(60);
            List<Words> passages = new ArrayList<>();
            for (int passage = random.nextInt(6); passage >= 0; passage--) {
                passages.add(Words.of(randomText(random)));
            }
            assertEveryTokenCountsOnce(passages, new Chunker(maxTokens).chunk(passages), maxTokens);
        }
    }

    @Test
    void makesNoRowOfPassagesWithoutTokens() {
        assertThat(chunk(32, "", "  \n ")).isEmpty();
    }

    @Test
    void refusesRowsThatHoldNothing() {
        assertThatThrownBy(() -> new Chunker(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4");
    }

    private static List<Chunk> chunk(int maxTokens, String... texts) {
        return new Chunker(maxTokens).chunk(Arrays.stream(texts).map(Words::of).toList());
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(120); words > 0; words--) {
            text.append("x".repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 9)));
            text.append(random.nextInt(9) == 0 ? ". X" : " ");
        }
        return text.toString();
    }

    private static void assertEveryTokenCountsOnce(
            List<Words> passages, List<Chunk> chunks, int maxTokens) {
        int[] next = new int[passages.size()];
        int passage = 0;
        for (Chunk row : chunks) {
            assertThat(row.rowTokens()).isLessThanOrEqualTo(maxTokens);
            for (Piece piece : row.pieces()) {
                assertThat(piece.passage()).isGreaterThanOrEqualTo(passage);
                passage = piece.passage();
                assertThat(piece.firstOwnToken()).isEqualTo(next[passage]);
                assertThat(piece.endToken()).isGreaterThan(piece.firstOwnToken());
                next[passage] = piece.endToken();
            }
        }
        for (int i = 0; i < next.length; i++) {
            assertThat(next[i]).isEqualTo(passages.get(i).tokens());
        }
    }
}
