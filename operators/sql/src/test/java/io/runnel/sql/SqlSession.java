package io.runnel.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A session of Flink SQL with the real planner, on the test's cluster if there is one. */
final class SqlSession {
    /** The models in the repository, and one worker, so that rows meet in batches. */
    static final Map<String, String> BUNDLED =
            Map.of(
                    "runnel.models.directory", "../../model-store/models",
                    "runnel.inference.workers", "1",
                    "runnel.inference.cache.max-chars", "0");

    /** The models of the engine's own tests: each word has fixed logits, some make trouble. */
    static final Map<String, String> TINY =
            Map.of(
                    "runnel.models.directory", "../inference/src/test/resources",
                    "runnel.inference.workers", "1");

    private final TableEnvironment tables;

    private SqlSession(EnvironmentSettings.Builder mode, Map<String, String> settings) {
        tables =
                TableEnvironment.create(
                        mode.withConfiguration(Configuration.fromMap(settings)).build());
    }

    static SqlSession streaming(Map<String, String> settings) {
        return new SqlSession(EnvironmentSettings.newInstance().inStreamingMode(), settings);
    }

    static SqlSession batch(Map<String, String> settings) {
        return new SqlSession(EnvironmentSettings.newInstance().inBatchMode(), settings);
    }

    /** Makes a view of these, each in a row with its {@code id}, from 0. */
    SqlSession texts(String... texts) {
        List<String> rows = new ArrayList<>();
        for (String text : texts) {
            String value =
                    text == null ? "CAST(NULL AS STRING)" : "'" + text.replace("'", "''") + "'";
            rows.add("(" + rows.size() + ", " + value + ")");
        }
        return run(
                "CREATE TEMPORARY VIEW texts AS SELECT id, CAST(text AS STRING) AS text FROM (VALUES "
                        + String.join(", ", rows)
                        + ") AS written(id, text)");
    }

    /** The same with so many texts that differ in their number. */
    SqlSession numberedTexts(int count) {
        return run("CREATE TEMPORARY TABLE numbers (id INT) WITH ('connector' = 'datagen', 'number-of-rows' = '"
                        + count
                        + "', 'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '"
                        + (count - 1)
                        + "')")
                .run(
                        "CREATE TEMPORARY VIEW texts AS SELECT id, 'Order ' || CAST(id AS STRING) ||"
                                + " ' has not arrived, where is it?' AS text FROM numbers");
    }

    /** Runs a statement that has no result to wait for. */
    SqlSession run(String statement) {
        tables.executeSql(statement);
        return this;
    }

    /** Everything that a bounded query gives, by the number in its first column. */
    @SuppressWarnings("try") // an interrupted test fails anyway
    List<Row> query(String query) throws Exception {
        try (CloseableIterator<Row> rows = tables.executeSql(query).collect()) {
            List<Row> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            all.sort(Comparator.comparing(row -> row.<Integer>getFieldAs(0)));
            return all;
        }
    }

    /**
     * Runs a query of {@code id} and {@code label} for its failure; its rows go nowhere. A
     * collecting sink that is cancelled before it was opened ends the TaskManager (FLINK-39330),
     * and all later tests would wait for slots.
     */
    void runToItsFailure(String query) throws Exception {
        run(
                "CREATE TEMPORARY TABLE nowhere (id INT, label STRING) WITH ('connector' = 'blackhole')");
        tables.executeSql("INSERT INTO nowhere " + query).await();
    }

    /** Plans a query and does not run it. */
    String explain(String query) {
        return tables.explainSql(query);
    }
}
