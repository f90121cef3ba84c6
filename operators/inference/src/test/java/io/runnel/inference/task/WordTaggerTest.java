package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Piece;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One word of two tokens, whose logits disagree. Expected numbers are softmax values, computed by
 * hand.
 */
class WordTaggerTest {
    private static final Head HEAD =
            Heads.of("entities", HeadTask.TOKEN_CLASSIFICATION, "O", "B-person", "B-place");
    private static final float[] LOGITS = {0, 0, 0, 2, 1, 0, 0, 1, 3};

    @Test
    void firstTakesTheFirstToken() {
        TaggedWord word = tag(WordAggregation.FIRST);
        assertThat(word.tag()).isEqualTo("O");
        assertThat(word.score()).isCloseTo(0.6652409557748219, within(1e-12));
    }

    @Test
    void maxTakesTheSurestToken() {
        TaggedWord word = tag(WordAggregation.MAX);
        assertThat(word.tag()).isEqualTo("B-place");
        assertThat(word.score()).isCloseTo(0.8437947344813395, within(1e-12));
    }

    @Test
    void averageTakesTheMeanOfAllTokens() {
        TaggedWord word = tag(WordAggregation.AVERAGE);
        assertThat(word.tag()).isEqualTo("B-place");
        assertThat(word.score())
                .isCloseTo((0.09003057317038046 + 0.8437947344813395) / 2, within(1e-12));
    }

    private static TaggedWord tag(WordAggregation aggregation) {
        try (Tokenizer tokenizer = Tokenizer.open(TinyModel.directory().tokenizer())) {
            TokenizedPassage passage = tokenizer.tokenize("theson");
            assertThat(passage.tokens()).isEqualTo(2);
            RowPiece row = new RowPiece(new Piece(0, new CharSpan(0, 6), 0, 2, 0), 1);
            List<TaggedWord> words =
                    new WordTagger(HEAD, aggregation).tag(passage, row, new HeadLogits(LOGITS, 3));
            assertThat(words).hasSize(1);
            return words.get(0);
        }
    }
}
