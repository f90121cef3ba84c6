package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadReaderTest {
    private static final String MORE_HEADS =
            """
            heads:
              - name: salience
                task: sentence-salience
                output: salience
                labels: [salient]
                diversity: 0.3
                position: 0.5
                length: -0.25
                min_words: 5
                share_of_best: 0
              - name: sentence-embedding
                task: sentence-embedding
                output: sentence-embedding
                pooling: mean
                dimensions: 64
              - name: invoice-fields
                task: field-extraction
                output: invoice-fields
                pooling: none
                languages: [en, ms]
                labels: [O, B-total, I-total]
            """;

    @TempDir Path store;
    private ModelFolder folder;

    @BeforeEach
    void writeAGoodFolder() {
        folder = ModelFolder.good(store, "moods", "1");
    }

    @Test
    void givesAHeadTheModelsLanguagesUnlessItNamesItsOwn() {
        folder.cardWith("heads:\n", MORE_HEADS);
        assertThat(head("mood").languages()).containsExactly("en", "de");
        assertThat(head("invoice-fields").languages()).containsExactly("en", "ms");
        assertThat(head("invoice-fields").supports("ms")).isTrue();
        assertThat(head("invoice-fields").supports("de")).isFalse();
    }

    @Test
    void takesWordsThatYamlMayTakeForTruthValuesAsTheyAreWritten() {
        folder.cardWith("labels: [bad, good]", "labels: [yes, no]")
                .cardWith("languages: [en, de]", "languages: [no, en]");
        assertThat(head("mood").labels()).containsExactly("yes", "no");
        assertThat(head("mood").languages()).containsExactly("no", "en");
        folder.cardWith("labels: [yes, no]", "labels: [On, off]");
        assertThat(head("mood").labels()).containsExactly("On", "off");
    }

    @Test
    void readsHowSentencesAreChosen() {
        folder.cardWith("heads:\n", MORE_HEADS);
        assertThat(head("salience").quotes()).isEqualTo(new QuoteRule(0.3, 0.5, -0.25, 5, 0));
        assertThat(head("mood").quotes()).isEqualTo(QuoteRule.DEFAULT);
    }

    @Test
    void readsAnEmbeddingWithItsDimensionsAndWithoutLabels() {
        folder.cardWith("heads:\n", MORE_HEADS);
        Head embedding =
                ModelDirectory.open(folder.path())
                        .card()
                        .head(HeadTask.SENTENCE_EMBEDDING)
                        .orElseThrow();
        assertThat(embedding.labels()).isEmpty();
        assertThat(embedding.width()).isEqualTo(64);
        assertThat(head("mood").width()).isEqualTo(2);
        folder.cardWith("dimensions: 64", "labels: [a, b]");
        assertRefused("heads[1].dimensions' is missing", "'heads[1].labels' is unknown");
    }

    @Test
    void readsFields() {
        folder.cardWith("heads:\n", MORE_HEADS);
        assertThat(head("invoice-fields").task()).isEqualTo(HeadTask.FIELD_EXTRACTION);
        folder.cardWith("[O, B-total, I-total]", "[B-total, I-total]");
        assertRefused("'invoice-fields' of task field-extraction must have the label O");
    }

    @Test
    void readsHowTagsBecomeASequence() {
        folder.cardWith("heads:\n", MORE_HEADS);
        assertThat(head("invoice-fields").decoding()).isEqualTo(TagDecoding.ARGMAX);
        folder.cardWith("labels: [O, B-total", "decoding: viterbi\n    labels: [O, B-total");
        assertThat(head("invoice-fields").decoding()).isEqualTo(TagDecoding.VITERBI);
        folder.cardWith("[O, B-total, I-total]", "[O, I-total]");
        assertRefused("must have a B- label for each I- label to decode by viterbi");
        folder.cardWith("decoding: viterbi", "decoding: beam");
        assertRefused("heads[2].decoding: 'beam' is unknown; known are argmax, viterbi.");
    }

    @Test
    void refusesNumbersOutOfTheirRangeAndKeysAtTheWrongHead() {
        folder.cardWith("heads:\n", MORE_HEADS)
                .cardWith("diversity: 0.3", "diversity: 1.3")
                .cardWith("position: 0.5", "position: much")
                .cardWith("min_words: 5", "min_words: 4.5")
                .cardWith("share_of_best: 0", "share_of_best: -1")
                .cardWith("task: sentiment", "task: sentiment\n    diversity: 0.3")
                .cardWith("languages: [en, ms]", "languages: []");
        assertRefused(
                "'heads[0].diversity' is '1.3'; expected a number from 0.0 to 1.0",
                "'heads[0].position' is '\"much\"'",
                "'heads[0].min_words' is '4.5'",
                "'heads[0].share_of_best' is '-1'",
                "'heads[3].diversity' is unknown",
                "'heads[2].languages' is '[]'");
    }

    @Test
    void refusesDiversityWithoutEmbeddings() {
        folder.cardWith("heads:\n", MORE_HEADS)
                .cardWith("    task: sentence-embedding\n", "    task: sentence-salience\n")
                .cardWith("    dimensions: 64\n", "    labels: [salient]\n");
        assertRefused("'salience' of task sentence-salience must not have diversity above 0");
    }

    @Test
    void readsWhatTheTokenTypesAre() {
        assertThat(ModelDirectory.open(folder.path()).card().tokenTypes())
                .isEqualTo(TokenTypes.NONE);
        folder.cardWith("heads:\n", "token_types: letter-case\nheads:\n");
        assertThat(ModelDirectory.open(folder.path()).card().tokenTypes())
                .isEqualTo(TokenTypes.LETTER_CASE);
        folder.cardWith("letter-case", "segments");
        assertRefused("token_types: 'segments' is unknown; known are none, letter-case");
    }

    private Head head(String name) {
        return ModelDirectory.open(folder.path()).card().head(name).orElseThrow();
    }

    private void assertRefused(String... mistakes) {
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(mistakes);
    }
}
