package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ML_PREDICT} with the real planner, the process's own engine and the bundled model. */
@Timeout(180)
class MlPredictITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String ANGRY =
            "💳 My card payment of £45 at Tesco in Manchester was declined. This is terrible, I am very angry!";
    private static final String HAPPY =
            "Thank you so much for the quick help with my new card, it works great now.";
    private static final String ENTITY =
            "ARRAY<ROW<entity_group STRING, text STRING, `start` INT, `end` INT, score DOUBLE>>";

    @Test
    void tellsTheSentimentOfEachRow() throws Exception {
        List<Row> rows =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(ANGRY, HAPPY)
                        .run(model("sentiment", "label STRING, score DOUBLE"))
                        .query(predict("id, label, score"));

        assertThat(rows).extracting(row -> row.getField(0)).containsExactly(0, 1);
        assertThat(rows).extracting(row -> row.getField(1)).containsExactly("negative", "positive");
        assertThat(rows)
                .allSatisfy(row -> assertThat((double) row.getFieldAs(2)).isBetween(0.34, 1.0));
    }

    @Test
    void answersInBatchModeAsInStreamingMode() throws Exception {
        String model = model("ticket-queue", "label STRING, scores MAP<STRING, DOUBLE>");
        String query = predict("id, label, scores");

        List<Row> batch =
                SqlSession.batch(SqlSession.BUNDLED).texts(ANGRY, HAPPY).run(model).query(query);
        List<Row> stream =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(ANGRY, HAPPY)
                        .run(model)
                        .query(query);

        assertThat(batch).isEqualTo(stream);
        assertThat(batch).extracting(row -> row.getField(1)).containsExactly("cards", "cards");
        Map<String, Double> scores = batch.get(0).getFieldAs(2);
        assertThat(scores).hasSize(20);
        assertThat(scores.values().stream().mapToDouble(each -> each).sum())
                .isEqualTo(1, within(1e-6));
    }

    @Test
    void findsEntitiesWhoseOffsetsAreThoseOfJavaStrings() throws Exception {
        List<Row> rows =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(ANGRY)
                        .run(model("entities", "entities " + ENTITY))
                        .query(
                                "SELECT id, entity_group, found, s, e FROM "
                                        + predicted()
                                        + " CROSS JOIN UNNEST(entities) AS entity(entity_group, found, s, e, score)");

        assertThat(rows)
                .extracting(row -> row.getField(1) + " " + row.getField(2))
                .contains("money £45", "place Manchester");
        assertThat(rows)
                .allSatisfy(
                        row ->
                                assertThat(ANGRY.substring(row.getFieldAs(3), row.getFieldAs(4)))
                                        .isEqualTo(row.getField(2)));
    }

    @Test
    void answersSeveralHeadsWithOneRunOfTheModel() throws Exception {
        List<Row> rows;
        long runs;
        try (InferenceEngine.Lease engine = engine()) {
            EngineStatistics first = engine.statistics();
            rows =
                    SqlSession.streaming(SqlSession.BUNDLED)
                            .texts(ANGRY)
                            .run(
                                    model(
                                            "ticket-queue, sentiment, entities, salience, sentence-embedding",
                                            "ticket_queue_label STRING, sentiment_label STRING, sentiment_score DOUBLE,"
                                                    + " entities "
                                                    + ENTITY
                                                    + ", summary STRING, embedding ARRAY<FLOAT>"))
                            .query("SELECT * FROM " + predicted());
            runs = engine.statistics().runs() - first.runs();
        }

        assertThat(runs).isEqualTo(1);
        Row row = rows.get(0);
        assertThat(row.getField("ticket_queue_label")).isEqualTo("cards");
        assertThat(row.getField("sentiment_label")).isEqualTo("negative");
        assertThat((Object[]) row.getFieldAs("entities")).isNotEmpty();
        assertThat(ANGRY).contains((String) row.getFieldAs("summary"));
        assertThat((Object[]) row.getFieldAs("embedding")).hasSize(64);
    }

    @Test
    void batchesRowsThatAreInFlightTogether() throws Exception {
        int count = 300;
        List<Row> rows;
        long asked;
        long runs;
        try (InferenceEngine.Lease engine = engine()) {
            EngineStatistics before = engine.statistics();
            rows =
                    SqlSession.streaming(SqlSession.BUNDLED)
                            .numberedTexts(count)
                            .run(model("sentiment", "label STRING"))
                            .query(
                                    "SELECT id, label FROM ML_PREDICT(TABLE texts, MODEL m, DESCRIPTOR(text),"
                                            + " MAP['capacity', '100'])");
            asked = engine.statistics().rows() - before.rows();
            runs = engine.statistics().runs() - before.runs();
        }

        assertThat(rows).extracting(row -> row.getField(1)).hasSize(count).doesNotContainNull();
        assertThat(asked).isEqualTo(count);
        assertThat(runs).isLessThan(count / 2);
    }

    @Test
    void givesNullsForARowWithoutText() throws Exception {
        List<Row> rows =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(null, "  \u200B", HAPPY)
                        .run(
                                model(
                                        "sentiment",
                                        "label STRING, score DOUBLE, scores MAP<STRING, DOUBLE>, `model` STRING,"
                                                + " `language` STRING, tokens INT, error STRING, status STRING"))
                        .query(
                                predict(
                                        "id, label, score, scores, `model`, `language`, tokens, error, status"));

        assertThat(rows)
                .hasSize(3)
                .startsWith(
                        Row.of(0, null, null, null, null, null, null, null, "no-text"),
                        Row.of(1, null, null, null, null, null, null, null, "no-text"));
        assertThat(rows.get(2).getField(8)).isEqualTo("answered");
    }

    @Test
    void saysWhichModelAnsweredAndWhatItTook() throws Exception {
        Row row =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(HAPPY)
                        .run(
                                model(
                                        "sentiment",
                                        "label STRING, `model` STRING, model_version STRING, model_digest STRING,"
                                                + " `precision` STRING, `language` STRING, tokens INT, chunks INT,"
                                                + " truncated BOOLEAN"))
                        .query(
                                predict(
                                        "id, `model`, model_version, `precision`, `language`, chunks, truncated,"
                                                + " model_digest, tokens"))
                        .get(0);

        assertThat(row.getField("model")).isEqualTo("runnel-base");
        assertThat(row.getField("model_version")).isEqualTo("3");
        assertThat((String) row.getFieldAs("model_digest")).startsWith("sha256:");
        assertThat(row.getField("precision")).isEqualTo("int8");
        assertThat(row.getField("language")).isEqualTo("en");
        assertThat((int) row.getFieldAs("tokens")).isBetween(10, 30);
        assertThat(row.getField("chunks")).isEqualTo(1);
        assertThat(row.getField("truncated")).isEqualTo(false);
    }

    @Test
    void doesNotAskAHeadAboutALanguageThatItWasNotTrainedFor() throws Exception {
        String german =
                "Der Drucker im zweiten Stock zeigt einen Fehler und druckt nur noch leere Seiten.";
        String columns = "label STRING, `language` STRING, status STRING";
        SqlSession session = SqlSession.streaming(SqlSession.BUNDLED).texts(german, HAPPY);

        assertThat(
                        session.run(model("sentiment", columns))
                                .query(predict("id, label, `language`, status")))
                .containsExactly(
                        Row.of(0, null, "de", "unsupported-language"),
                        Row.of(1, "positive", "en", "answered"));
        assertThat(
                        session.run("DROP MODEL m")
                                .run(model("sentiment", columns, "'language.detection' = 'off'"))
                                .query(predict("id, `language`, status")))
                .containsExactly(Row.of(0, null, "answered"), Row.of(1, null, "answered"));
    }

    @Test
    void readsSeveralTextsOfARowTogether() throws Exception {
        List<Row> rows =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .run(
                                "CREATE TEMPORARY VIEW tickets AS SELECT 7 AS id, CAST('Lost in Paris' AS STRING) AS title,"
                                        + " CAST('Please send a new card to Tesco in Manchester.' AS STRING) AS body")
                        .run(
                                "CREATE MODEL m INPUT (title STRING, body STRING) OUTPUT (entities"
                                        + " ARRAY<ROW<field STRING, text STRING>>) WITH ('provider' = 'runnel',"
                                        + " 'model' = 'runnel-base/3', 'head' = 'entities')")
                        .query(
                                "SELECT id, entities FROM ML_PREDICT(TABLE tickets, MODEL m, DESCRIPTOR(title, body))");

        assertThat((Object[]) rows.get(0).getFieldAs("entities"))
                .contains(Row.of("title", "Paris"), Row.of("body", "Manchester"));
    }

    @Test
    void failsTheQueryWhereTheModelIsMissing() {
        SqlSession session =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .texts(HAPPY)
                        .run(
                                "CREATE MODEL m INPUT (text STRING) OUTPUT (label STRING) WITH ('provider' ="
                                        + " 'runnel', 'model' = 'runnel-base/99', 'head' = 'sentiment')");

        assertThatThrownBy(() -> session.runToItsFailure(predict("id, label")))
                .hasStackTraceContaining("Model runnel-base/99 is not in the store")
                .hasStackTraceContaining("runnel-base/3");
    }

    private static InferenceEngine.Lease engine() {
        return InferenceEngine.acquire(
                new EngineSource(SqlSession.BUNDLED).settings(new Configuration()));
    }

    private static String model(String heads, String output, String... more) {
        return "CREATE MODEL m INPUT (text STRING) OUTPUT ("
                + output
                + ") WITH ('provider' = 'runnel', 'model' = 'runnel-base/3', 'head' = '"
                + heads
                + "'"
                + Arrays.stream(more).map(option -> ", " + option).reduce("", String::concat)
                + ")";
    }

    private static String predict(String columns) {
        return "SELECT " + columns + " FROM " + predicted();
    }

    private static String predicted() {
        return "ML_PREDICT(TABLE texts, MODEL m, DESCRIPTOR(text))";
    }
}
