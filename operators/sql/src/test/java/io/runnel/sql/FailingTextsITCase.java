package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that fails on the word {@code explode}, in a query with the real planner. */
@Timeout(120)
class FailingTextsITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String PREDICT =
            " FROM ML_PREDICT(TABLE texts, MODEL m, DESCRIPTOR(text))";

    private final SqlSession session =
            SqlSession.streaming(SqlSession.TINY)
                    .texts("good refund", "explode", "bad crash", "hollow");

    @Test
    void getNullAndTheReasonAndTheirNeighboursGetTheirAnswers() throws Exception {
        List<Row> rows =
                session.run(
                                "CREATE MODEL m INPUT (text STRING) OUTPUT (queue_label STRING, mood_label STRING,"
                                        + " status STRING, error STRING) WITH ('provider' = 'runnel', 'model' ="
                                        + " 'tiny/1', 'head' = 'queue, mood', 'language.detection' = 'off')")
                        .query("SELECT id, queue_label, mood_label, status, error" + PREDICT);

        assertThat(rows.get(0)).isEqualTo(Row.of(0, "billing", "positive", "answered", null));
        assertThat(rows.get(2)).isEqualTo(Row.of(2, "technical", "negative", "answered", null));
        assertThat(List.of(rows.get(1), rows.get(3)))
                .allSatisfy(
                        row -> {
                            assertThat(row.getField(1)).isNull();
                            assertThat(row.getField(2)).isNull();
                            assertThat(row.getField(3)).isEqualTo("failed");
                            assertThat((String) row.getFieldAs(4)).isNotBlank();
                        });
    }

    @Test
    void failTheQueryIfTheModelSaysSo() {
        session.run(
                "CREATE MODEL m INPUT (text STRING) OUTPUT (label STRING) WITH ('provider' = 'runnel',"
                        + " 'model' = 'tiny/1', 'head' = 'queue', 'on-failure' = 'fail',"
                        + " 'language.detection' = 'off')");

        assertThatThrownBy(() -> session.runToItsFailure("SELECT id, label" + PREDICT))
                .hasStackTraceContaining("its option on-failure is 'fail'");
    }

    @Test
    void readsTheFieldsOfAForm() throws Exception {
        List<Row> rows =
                SqlSession.streaming(SqlSession.TINY)
                        .texts("acme corp")
                        .run(
                                "CREATE MODEL m INPUT (text STRING) OUTPUT (fields ARRAY<ROW<entity_group STRING,"
                                        + " text STRING>>, embedding ARRAY<FLOAT>) WITH ('provider' = 'runnel',"
                                        + " 'model' = 'tiny/2', 'head' = 'fields, sentence-embedding',"
                                        + " 'language.detection' = 'off')")
                        .query("SELECT id, fields, embedding" + PREDICT);

        assertThat((Object[]) rows.get(0).getFieldAs("fields"))
                .contains(Row.of("company", "acme corp"));
        assertThat((Object[]) rows.get(0).getFieldAs("embedding")).hasSize(4);
    }
}
