package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Piece;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.Rows;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code make_entity_golden.py} had the Hugging Face pipeline answer. */
class EntityGoldenTest {
    private static final Head HEAD =
            Heads.of(
                    "entities",
                    HeadTask.TOKEN_CLASSIFICATION,
                    "O",
                    "B-person",
                    "I-person",
                    "B-place",
                    "I-place");

    static Stream<String> lines() throws Exception {
        Path file = Path.of(EntityGoldenTest.class.getResource("/entity-golden.tsv").toURI());
        return Files.readAllLines(file).stream();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void findsWhatHuggingFaceFinds(String line) {
        String[] columns = line.split("\t", -1);
        float[] logits = logits(columns[1]);
        int tokens = logits.length / HEAD.labels().size();
        RowPiece row = new RowPiece(new Piece(0, new CharSpan(0, tokens), 0, tokens, 0), 0);
        WordTagger tagger = new WordTagger(HEAD, WordAggregation.valueOf(columns[0]));
        List<TaggedWord> words =
                tagger.tag(
                        Rows.passage(wordIds(columns[2])),
                        row,
                        new HeadLogits(logits, HEAD.labels().size()));
        List<Mention> mentions = new EntityGrouper().group(words);
        List<String> expected =
                columns[3].equals("-") ? List.of() : List.of(columns[3].split(" ", -1));
        assertThat(mentions).hasSameSizeAs(expected);
        for (int i = 0; i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            String[] parts = expected.get(i).split(":", -1);
            assertThat(mention.group() + ":" + mention.firstToken() + ":" + mention.endToken())
                    .isEqualTo(parts[0] + ":" + parts[1] + ":" + parts[2]);
            assertThat(mention.score()).isCloseTo(Double.parseDouble(parts[3]), within(1e-5));
        }
    }

    private static float[] logits(String rows) {
        List<String> numbers = Stream.of(rows.split("[; ]", -1)).toList();
        float[] logits = new float[numbers.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Float.parseFloat(numbers.get(i));
        }
        return logits;
    }

    /** Word ids of words of these token counts. */
    private static int[] wordIds(String counts) {
        String[] words = counts.split(" ", -1);
        return IntStream.range(0, words.length)
                .flatMap(
                        word -> IntStream.generate(() -> word).limit(Integer.parseInt(words[word])))
                .toArray();
    }
}
