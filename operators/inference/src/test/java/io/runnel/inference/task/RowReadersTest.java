package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Rows;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadShape;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.Pooling;
import io.runnel.modelstore.QuoteRule;
import io.runnel.modelstore.Scores;
import io.runnel.modelstore.TagDecoding;
import io.runnel.modelstore.WordRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Readers of heads that answer for a row. */
class RowReadersTest {
    private static final List<Integer> FIRST = List.of(0);

    @Test
    void scoresLabelsAsTheHeadSays() {
        assertThat(score(Scores.SOFTMAX, 0, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(score(Scores.SIGMOID, 0, 3)).isCloseTo(0.952574, within(1e-6));
        assertThat(score(Scores.NONE, -2.5f, -7)).isCloseTo(-2.5, within(1e-6));
    }

    @Test
    void weighsTheRowsOfALongTextByTheirTokens() {
        Labels labels =
                new RowLabelsReader(head(Scores.NONE, "up", "down"))
                        .read(document(row(4, 1, 0), row(1, 6, 0)), FIRST);
        assertThat(labels.overall().get(0).score()).isCloseTo((4 * 1 + 1 * 6) / 5.0, within(1e-6));
    }

    @Test
    void comparesCandidatesWithEachOther() {
        Labels labels = zeroShot(Choice.ONE, row(3, 0, 0, 2), row(3, 0, 0, 1));
        assertThat(labels.overall().get(0).label()).isEqualTo("billing");
        assertThat(labels.overall().get(0).score()).isCloseTo(0.731059, within(1e-6));
    }

    @Test
    void holdsEachCandidateAgainstItsOppositeWhereAnyMayBeRight() {
        Labels labels = zeroShot(Choice.ANY, row(3, 2, 9, 2), row(3, 0, 9, 3));
        assertThat(labels.overall().get(0).label()).isEqualTo("delivery");
        assertThat(labels.overall().get(0).score()).isCloseTo(0.952574, within(1e-6));
        assertThat(labels.overall().get(1).score()).isCloseTo(0.5, within(1e-9));
    }

    /** As a head that was taught on an encoder that knows no rows of several texts. */
    @Test
    void readsTokensOfATextAloneWhereTheHeadIsSoTaught() {
        Head taught = head(Scores.SOFTMAX, Pooling.ALONE, "up", "down");
        Classify task = new Classify(new ModelId("mine", "1"), "head", LongText.CHUNK);
        assertThat(task.rowForm(taught)).isEqualTo(RowForm.APART);
        assertThat(task.reader(taught, null, null)).isInstanceOf(LabelsReader.class);
        assertThat(task.rowForm(head(Scores.SOFTMAX, Pooling.SPAN, "up", "down")))
                .isEqualTo(RowForm.TOGETHER);
    }

    @Test
    void refusesAHeadThatDoesNotSayWhatFollows() {
        assertThatThrownBy(
                        () ->
                                new ZeroShotReader(
                                        head(Scores.SOFTMAX, "bad", "good"),
                                        List.of("a"),
                                        Choice.ONE))
                .hasMessageContaining("expected one that starts with 'entail'");
    }

    @Test
    void refusesAHypothesisWithoutAPlaceForTheLabel() {
        assertThatThrownBy(
                        () ->
                                new ClassifyZeroShot(
                                        null,
                                        "x",
                                        LongText.CHUNK,
                                        List.of("a"),
                                        "About.",
                                        Choice.ONE))
                .hasMessageContaining("has no {} for the label");
    }

    private static Labels zeroShot(Choice choice, Row... rows) {
        Head head = head(Scores.SOFTMAX, "contradiction", "neutral", "ENTAILMENT");
        return new ZeroShotReader(head, List.of("billing", "delivery"), choice)
                .read(document(rows), FIRST);
    }

    private static double score(Scores scores, float first, float second) {
        return new RowLabelsReader(head(scores, "first", "second"))
                .read(document(row(2, first, second)), FIRST).overall().stream()
                        .filter(label -> label.label().equals(first >= second ? "first" : "second"))
                        .findFirst()
                        .orElseThrow()
                        .score();
    }

    /** A row of so many tokens and what the model says of it. */
    private record Row(int tokens, List<Float> logits) {}

    private static Row row(int tokens, float... logits) {
        List<Float> list = new ArrayList<>();
        for (float logit : logits) {
            list.add(logit);
        }
        return new Row(tokens, list);
    }

    private static DocumentLogits document(Row... rows) {
        List<ChunkLogits> chunks = new ArrayList<>();
        for (Row row : rows) {
            TokenizedChunk chunk = Rows.ofLength(row.tokens() + 2);
            float[] logits = new float[row.logits().size()];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = row.logits().get(i);
            }
            chunks.add(
                    new ChunkLogits(
                            chunk,
                            new RowLogits(Map.of("head", new HeadLogits(logits, logits.length)))));
        }
        return new DocumentLogits(List.of(TokenizedPassage.empty()), chunks);
    }

    private static Head head(Scores scores, String... labels) {
        return head(scores, Pooling.ROW, labels);
    }

    private static Head head(Scores scores, Pooling pooling, String... labels) {
        return new Head(
                "head",
                HeadTask.TEXT_CLASSIFICATION,
                "logits",
                List.of(labels),
                labels.length,
                1,
                List.of("en"),
                TagDecoding.ARGMAX,
                QuoteRule.DEFAULT,
                new HeadShape(pooling, scores, WordRule.TOKENIZER));
    }
}
