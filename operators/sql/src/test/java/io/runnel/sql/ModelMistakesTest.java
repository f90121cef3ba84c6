package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

/** What the real planner says of a wrong definition; nothing runs. */
class ModelMistakesTest {
    private static final String ALL_RIGHT =
            "'provider' = 'runnel', 'model' = 'runnel-base/3', 'head' = 'sentiment'";

    @Test
    void areToldAllAtOnce() {
        assertThat(
                        mistakes(
                                "text INT",
                                "label INT, scores MAP<STRING, INT>, mood STRING, score DOUBLE NOT NULL",
                                "'provider' = 'runnel', 'model' = 'base', 'heads' = 'sentiment', 'on-failure' ="
                                        + " 'ignore', 'language.min-confidence' = '2', 'summary.max-words' = 'few'"))
                .contains("has 11 mistakes")
                .contains("model: Model 'base' is not of the form name/version")
                .contains("head: expected the name of a head, such as sentiment, found nothing.")
                .contains("heads: unknown option; known are")
                .contains("on-failure: expected null or fail, found 'ignore'.")
                .contains("language.min-confidence: expected a number from 0.5 to 1, found '2'.")
                .contains("summary.max-words: expected a number from 1 to 10000, found 'few'.")
                .contains("INPUT text: expected a text, STRING, found INT.")
                .contains("OUTPUT label: expected STRING, found INT.")
                .contains("OUTPUT scores: expected MAP<STRING, DOUBLE>, found MAP<STRING, INT>.")
                .contains("OUTPUT mood: nothing is known by this name. Known are label, score,")
                .contains("OUTPUT score: expected DOUBLE, found DOUBLE NOT NULL.");
    }

    @Test
    void ofAHeadAreToldWhereTheModelStoreCanBeRead() {
        assertThat(
                        mistakes(
                                "text STRING",
                                "label STRING, entities ARRAY<ROW<text STRING>>",
                                "'provider' = 'runnel', 'model' = 'runnel-base/3', 'head' = 'ticket-queue,"
                                        + " sentiment, mood'"))
                .contains("head: model runnel-base/3 has no head 'mood'; it has")
                .contains(
                        "OUTPUT label: several heads give it; say whose it is, such as ticket_queue_label.")
                .contains("OUTPUT entities: no head that is asked gives entities");
    }

    @Test
    void ofAnEntitysPartsNameWhatThereIs() {
        assertThat(
                        mistakes(
                                "text STRING",
                                "entities ARRAY<ROW<text STRING, place INT>>",
                                ALL_RIGHT))
                .contains(
                        "OUTPUT entities: expected ARRAY<ROW<`field` STRING, `entity_group` STRING")
                .contains("or some of its fields, found ARRAY<ROW<`text` STRING, `place` INT>>.");
    }

    @Test
    void includeAHeadThatNoColumnHolds() {
        assertThat(
                        mistakes(
                                "text STRING",
                                "label STRING",
                                "'provider' = 'runnel', 'model' = 'runnel-base/3', 'head' = 'sentiment, entities'"))
                .contains("no column of OUTPUT holds an answer of 'entities'");
    }

    @Test
    void includeAnEmbeddingOfSeveralTexts() {
        assertThat(
                        mistakes(
                                "title STRING, text STRING",
                                "embedding ARRAY<FLOAT>",
                                "'provider' = 'runnel', 'model' = 'runnel-base/3', 'head' = 'sentence-embedding'"))
                .contains("OUTPUT embedding: expected one text in INPUT, found 2.");
    }

    @Test
    void areLeftToTheTaskManagersWhereTheStoreCannotBeRead() {
        SqlSession session =
                SqlSession.streaming(Map.of())
                        .texts("any")
                        .run(model("text STRING", "entities ARRAY<ROW<text STRING>>", ALL_RIGHT));

        assertThatCode(
                        () ->
                                session.explain(
                                        "SELECT * FROM ML_PREDICT(TABLE texts, MODEL m, DESCRIPTOR(text))"))
                .doesNotThrowAnyException();
    }

    /** The sentences of the provider, from among those that Flink puts around them. */
    private static String mistakes(String input, String output, String options) {
        boolean twoTexts = input.contains(",");
        SqlSession session =
                SqlSession.streaming(SqlSession.BUNDLED)
                        .run(
                                "CREATE TEMPORARY VIEW texts AS SELECT CAST(NULL AS "
                                        + (input.contains("INT") ? "INT" : "STRING")
                                        + ") AS text, CAST(NULL AS STRING) AS title")
                        .run(model(input, output, options));
        Throwable failure =
                catchThrowable(
                        () ->
                                session.explain(
                                        "SELECT * FROM ML_PREDICT(TABLE texts, MODEL m, DESCRIPTOR("
                                                + (twoTexts ? "title, text" : "text")
                                                + "))"));
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ValidationException && at.getMessage().contains("cannot be used")) {
                return at.getMessage();
            }
        }
        throw new AssertionError("No mistake was told.", failure);
    }

    private static String model(String input, String output, String options) {
        return "CREATE MODEL m INPUT ("
                + input
                + ") OUTPUT ("
                + output
                + ") WITH ("
                + options
                + ")";
    }
}
