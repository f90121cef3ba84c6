package io.runnel.jobs.command.models.evaluate;

import static io.runnel.jobs.command.models.evaluate.TokenTagsTest.entity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;
import io.runnel.jobs.command.models.rows.TaggedTokens;
import io.runnel.jobs.command.models.rows.TaggedTokens.Place;
import io.runnel.modelstore.ModelId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final String RECEIPT = "BEAN HOUSE 4.50 4.50";
    private static final TaggedTokens TOKENS =
            new TaggedTokens(
                    List.of(
                            new Place(0, 4),
                            new Place(5, 10),
                            new Place(11, 15),
                            new Place(16, 20)),
                    List.of("B-company", "I-company", "O", "B-total"),
                    Set.of());

    @Test
    void reportsHowWellStrangeRowsAreToldFromOthers() {
        LabelScores scores = new LabelScores(null, .95, 10);
        scores.add(List.of("a"), labels("a", .9, "b", .06, "out-of-scope", .04));
        scores.add(List.of("b"), labels("out-of-scope", .5, "b", .4, "a", .1));
        scores.add(List.of("out-of-scope"), labels("out-of-scope", .8, "a", .1, "b", .1));
        ObjectNode report = report(scores);
        assertThat(report.path("accuracy").asDouble()).isEqualTo(.6667);
        assertThat(report.path("auroc").asDouble()).isEqualTo(1);
        assertThat(report.at("/out_of_scope/in_scope_accuracy").asDouble()).isEqualTo(.5);
        assertThat(report.at("/out_of_scope/in_scope_accuracy_forced").asDouble()).isEqualTo(1);
        assertThat(report.at("/out_of_scope/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/out_of_scope/keeping_share/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/confusions/0/found").asText()).isEqualTo("out-of-scope");
    }

    @Test
    void reportsThresholdsThatDoWhatTheySay() {
        LabelScores scores = new LabelScores(null, 1, 10);
        scores.add(List.of("a"), labels("a", .99999, "out-of-scope", .00001));
        scores.add(List.of("a"), labels("a", .99998, "out-of-scope", .00002));
        scores.add(List.of("b"), labels("a", .99997, "b", .00002, "out-of-scope", .00001));
        scores.add(List.of("out-of-scope"), labels("a", .99996, "out-of-scope", .00004));
        ObjectNode report = report(scores);
        assertThat(report.at("/out_of_scope/keeping_share/threshold").asDouble())
                .isCloseTo(.00003, within(1e-12));
        assertThat(report.at("/out_of_scope/keeping_share/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/out_of_scope/keeping_accuracy/threshold").asDouble()).isEqualTo(2);
        assertThat(report.at("/out_of_scope/keeping_accuracy/recall").asDouble()).isZero();
        assertThat(text(report))
                .contains("(threshold 3.00000e-05)")
                .contains("(threshold 2.00000)");
    }

    @Test
    void findsStrangeRowsThatHaveSeveralLabels() {
        LabelScores scores = new LabelScores(null, .95, 10);
        scores.add(List.of("a"), labels("a", .9, "b", .06, "out-of-scope", .04));
        scores.add(List.of("b", "out-of-scope"), labels("out-of-scope", .8, "a", .1, "b", .1));
        scores.add(List.of("b", "out-of-scope"), labels("b", .8, "a", .1, "out-of-scope", .1));
        ObjectNode report = report(scores);
        assertThat(report.at("/out_of_scope/rows").asInt()).isEqualTo(2);
        assertThat(report.at("/out_of_scope/recall").asDouble()).isEqualTo(.5);
        assertThat(report.at("/out_of_scope/in_scope_accuracy").asDouble()).isEqualTo(1);
    }

    @Test
    void reportsNoScopeWhereTheHeadHasNone() {
        LabelScores scores = new LabelScores(null, .95, 0);
        scores.add(List.of("a"), labels("a", .9, "b", .1));
        scores.add(List.of("a"), List.of());
        ObjectNode report = report(scores);
        assertThat(report.has("auroc")).isFalse();
        assertThat(report.path("accuracy").asDouble()).isEqualTo(.5);
        assertThat(report.path("confusions")).isEmpty();
    }

    @Test
    void judgesOnlyTypesThatTheInputNamesSomewhere() {
        EntityScores scores = new EntityScores(null);
        scores.add(
                new Gold.Entities(TOKENS, Set.of()),
                List.of(entity("company", 0, 10), entity("date", 11, 15)));
        ObjectNode report = report(scores);
        assertThat(report.path("entity_precision").asDouble()).isEqualTo(1);
        assertThat(report.path("entity_recall").asDouble()).isEqualTo(.5);
        assertThat(report.path("entity_ece").asDouble()).isCloseTo(.1, within(1e-9));
        assertThat(report.path("not_judged"))
                .extracting(node -> node.asText())
                .containsExactly("date");
        assertThat(report.path("per_label").has("date")).isFalse();
    }

    @Test
    void measuresNothingWhereNeitherSideHasAnEntity() {
        EntityScores scores = new EntityScores(null);
        scores.add(new Gold.Entities(TaggedTokens.NONE, Set.of("company")), List.of());
        ObjectNode report = report(scores);
        assertThat(report.has("entity_f1")).isFalse();
        assertThat(report.has("entity_precision")).isFalse();
        assertThat(report.has("entity_recall")).isFalse();
        assertThat(report.has("entity_ece")).isFalse();
    }

    @Test
    void judgesTheTypesThatARowNames() {
        EntityScores scores = new EntityScores(null);
        scores.add(
                new Gold.Entities(TOKENS, Set.of("company", "date")),
                List.of(entity("date", 11, 15), entity("total", 16, 20)));
        ObjectNode report = report(scores);
        assertThat(report.at("/per_label/company/support").asInt()).isEqualTo(1);
        assertThat(report.at("/per_label/date/precision").asDouble()).isZero();
        assertThat(report.at("/per_label/total").isMissingNode()).isTrue();
    }

    @Test
    void findsAFieldRightWhereItsWordsStandAgain() {
        FieldScores scores = new FieldScores(null);
        scores.add(
                RECEIPT,
                new Gold.Fields(TOKENS, Map.of("company", "Bean-House", "total", "5.40")),
                List.of(entity("company", 0, 10), entity("total", 11, 15)));
        ObjectNode report = report(scores);
        assertThat(report.path("entity_f1").asDouble()).isEqualTo(1);
        assertThat(report.path("entity_ece").asDouble()).isCloseTo(.1, within(1e-9));
        assertThat(report.at("/reliability/0/answers").asInt()).isEqualTo(2);
        assertThat(report.path("value_f1").asDouble()).isEqualTo(.5);
        assertThat(report.at("/per_value/company/f1").asDouble()).isEqualTo(1);
    }

    @Test
    void countsMissedAndInventedFieldsButNotThoseWithoutTags() {
        FieldScores scores = new FieldScores(null);
        scores.add(
                RECEIPT,
                new Gold.Fields(TOKENS, Map.of("address", "elsewhere")),
                List.of(entity("address", 0, 4), entity("date", 5, 10)));
        ObjectNode report = report(scores);
        assertThat(report.at("/per_label/company/recall").asDouble()).isZero();
        assertThat(report.at("/per_label/date/precision").asDouble()).isZero();
        assertThat(report.at("/per_label/address").isMissingNode()).isTrue();
        assertThat(report.at("/reliability/0/answers").asInt()).isEqualTo(1);
        assertThat(report.path("entity_ece").asDouble()).isCloseTo(.9, within(1e-9));
        assertThat(report.at("/per_value/address/recall").asDouble()).isZero();
    }

    @Test
    void measuresNoCalibrationOfFieldsWhereNoneIsTagged() {
        FieldScores scores = new FieldScores(null);
        scores.add(
                RECEIPT,
                new Gold.Fields(TaggedTokens.NONE, Map.of("company", "Bean House")),
                List.of(entity("company", 0, 10)));
        ObjectNode report = report(scores);
        assertThat(report.path("value_f1").asDouble()).isEqualTo(1);
        assertThat(report.has("entity_ece")).isFalse();
    }

    @Test
    void comparesASummaryWithOnesThatNeedNoModel() {
        Summarize task = new Summarize(new ModelId("m", "1"), "salience", LongText.CHUNK, 6);
        SummaryScores scores = new SummaryScores(task, 1);
        LabelledRow<Gold.Reference> row =
                new LabelledRow<>(
                        List.of(
                                new Passage("turns[0].text", "Hello. The price is fifty euros."),
                                new Passage("turns[1].text", "Fine.")),
                        new Gold.Reference("The price is fifty euros."),
                        "dev.jsonl:1");
        scores.add(row, "The price is fifty euros.");
        ObjectNode report = report(scores);
        assertThat(report.path("rouge1").asDouble()).isEqualTo(1);
        assertThat(report.path("rouge_l").asDouble()).isEqualTo(1);
        assertThat(report.path("summary_words").asInt()).isEqualTo(6);
        assertThat(report.path("baselines").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("lead", "lead_3", "centroid", "textrank", "random");
        assertThat(report.at("/baselines/lead/rouge1").asDouble()).isCloseTo(.9091, within(1e-9));
    }

    private static List<Label> labels(Object... pairs) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.add(new Label((String) pairs[i], (Double) pairs[i + 1]));
        }
        return labels;
    }

    private static String text(ObjectNode report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportText(new PrintStream(out, true, UTF_8)).print(report);
        return out.toString(UTF_8);
    }

    private static ObjectNode report(Scores<?> scores) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        scores.write(report);
        return report;
    }
}
