package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQuestionTest {
    private static final int PATIENT_MS = 20_000;

    @TempDir static Path folder;
    private static Store store;

    @BeforeAll
    static void open() {
        store = Store.open(StoreSettings.in(folder));
        Batch batch = new Batch();
        batch.add(at(0, ticket("=cmd|' /C calc'!A0", "one")));
        batch.add(at(1, ticket("b", "two")));
        new BatchWriter(store).write(batch);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void answersASelect() {
        ObjectNode answer =
                ask(
                        "SELECT document_type, count(*) AS n, max(time) AS last FROM documents GROUP BY 1");
        assertThat(answer.at("/columns/1/name").asText()).isEqualTo("n");
        assertThat(answer.at("/rows/0").toString())
                .isEqualTo("[\"ticket\",2,\"2026-11-20T12:00:01Z\"]");
        assertThat(answer.get("truncated").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM READ_BLOB('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM \"/etc/passwd\"",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM parquet_scan('x')",
                "SELECT * FROM sqlite_scan('x', 'y')",
                "SELECT getenv('HOME')",
                "COPY documents TO '/tmp/stolen.csv'",
                "ATTACH '/tmp/other.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "EXPORT DATABASE '/tmp/stolen'",
                "CREATE TABLE own (a INTEGER)",
                "CREATE OR REPLACE MACRO count(x) AS 1",
                "INSERT INTO audit VALUES ('x', now(), '', '', '', '', '')",
                "UPDATE documents SET label = 'x'",
                "DELETE FROM audit",
                "DROP TABLE documents",
                "TRUNCATE documents",
                "BEGIN TRANSACTION",
                "COMMIT",
                "CHECKPOINT",
                "VACUUM",
                "EXPLAIN SELECT 1",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE documents",
                "SELECT 1) LIMIT 1; DROP TABLE documents; SELECT * FROM (SELECT 1",
                "WITH gone AS (DELETE FROM audit RETURNING *) SELECT * FROM gone",
                "SELECT",
                "",
                "'"
            })
    void refusesWhateverDoesMoreThanReadTheStore(String sql) {
        assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlQuestion.Refused.class);
        assertThat(ask("SELECT count(*) FROM documents").at("/rows/0/0").asInt()).isEqualTo(2);
        assertThat(Path.of("/tmp/stolen.csv")).doesNotExist();
    }

    @Test
    void stopsWhatTakesTooLongAndAnswersTheNextQuestion() {
        assertThatThrownBy(
                        () ->
                                new SqlQuestion(store)
                                        .answer(
                                                "SELECT count(*) FROM range(10000000000000) r WHERE"
                                                        + " hash(r.range) = 1",
                                                10,
                                                200))
                .isInstanceOf(SqlQuestion.Refused.class)
                .hasMessageContaining("took longer than 200 ms");
        assertThat(ask("SELECT 1").at("/rows/0/0").asInt()).isEqualTo(1);
    }

    @Test
    void givesTheFirstRowsOfAHugeResultAndSaysSo() {
        ObjectNode answer =
                new SqlQuestion(store).answer("SELECT * FROM range(100000000)", 10, PATIENT_MS);
        assertThat(answer.get("rows")).hasSize(10);
        assertThat(answer.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void boundsTheSizeOfAnAnswerNotOnlyItsRows() {
        ObjectNode answer =
                new SqlQuestion(store)
                        .answer("SELECT repeat('x', 1000000) FROM range(100)", 1000, PATIENT_MS);
        assertThat(answer.get("truncated").asBoolean()).isTrue();
        assertThat(answer.get("rows").size()).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT repeat('x', 200000000) AS t",
                "SELECT 1, repeat('x', 3000000), repeat('y', 3000000)",
                "SELECT repeat('x', 20000000)::BLOB",
                "SELECT range(800000)",
                "SELECT {'a': repeat('x', 5000000)} AS \"a \"\"quoted\"\" name\""
            })
    void refusesARowThatIsTooLargeForTheMemoryOfJava(String sql) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOf(SqlQuestion.Refused.class)
                .hasMessageContaining("more than 4000000 bytes");
        assertThatThrownBy(() -> exported(sql, Export.Format.CSV))
                .isInstanceOf(SqlQuestion.Refused.class)
                .hasMessageContaining("more than 4000000 bytes");
    }

    @Test
    void leavesNamesAndValuesOfAllTypesAsTheyAre() throws Exception {
        String sql =
                "SELECT 'x' AS a, [1, 2] AS a, 3 AS A, {'b': NULL} AS \"c \"\"d\"\"\", NULL AS e,"
                        + " '{}'::JSON AS f, 'x'::BLOB AS g, TIME '10:00' AS h";
        ObjectNode answer = ask(sql);
        assertThat(answer.at("/columns").findValuesAsText("name"))
                .containsExactly("a", "a_1", "A_2", "c \"d\"", "e", "f", "g", "h");
        assertThat(answer.at("/rows/0").toString())
                .isEqualTo("[\"x\",\"[1, 2]\",3,\"{b=null}\",null,\"{}\",\"0x78\",\"10:00\"]");
        assertThat(exported(sql, Export.Format.CSV)).hasLineCount(2);
    }

    @ParameterizedTest
    @EnumSource(Export.Format.class)
    void exportsEveryRowOfAnAnswerInItsOrder(Export.Format format) throws Exception {
        String answer =
                exported("SELECT i, i % 7 AS n FROM range(400000) r(i) ORDER BY i DESC", format);
        if (format == Export.Format.PARQUET) {
            assertThat(answer).startsWith("PAR1").endsWith("PAR1");
            return;
        }
        List<String> lines = answer.lines().toList();
        int head = format == Export.Format.CSV ? 1 : 0;
        assertThat(lines).hasSize(400_000 + head);
        assertThat(lines.get(head)).contains("399999");
        assertThat(lines.get(head + 200_000)).contains("199999");
        assertThat(lines.get(head + 399_999)).doesNotContain("399999");
    }

    @Test
    void holdsOnlyTheNextRowsOfWhatItStreams() {
        long first =
                store.stream(
                        "count",
                        connection -> {
                            try (var statement = connection.createStatement();
                                    var rows =
                                            statement.executeQuery(
                                                    "SELECT i FROM range(1000000000000) r(i)")) {
                                rows.next();
                                return rows.getLong(1);
                            }
                        });
        assertThat(first).isNotNegative();
    }

    /** Of the whole answer, by way of Latin-1. */
    private static String exported(String sql, Export.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Export(store, null).sql(sql, PATIENT_MS, format, () -> out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void givesNumbersAsTheyAreWhereJavaScriptWouldRoundThem() {
        ObjectNode answer =
                ask("SELECT 9007199254740991, 9007199254740993, -9007199254740993::HUGEINT");
        assertThat(answer.at("/rows/0").toString())
                .isEqualTo("[9007199254740991,\"9007199254740993\",\"-9007199254740993\"]");
    }

    @Test
    void givesTheTimeThatStandsInTheStoreWhateverZoneThisMachineIsIn() {
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Europe/Berlin"));
            // Between two and three there is no such hour in Berlin.
            assertThat(ask("SELECT TIMESTAMP '2026-03-29 02:30:00'").at("/rows/0/0").asText())
                    .isEqualTo("2026-03-29T02:30:00Z");
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }

    @Test
    void refusesWhatIsNestedTooDeeplyInItsOwnWords() {
        assertThatThrownBy(() -> ask("SELECT 1" + "+1".repeat(600)))
                .isInstanceOf(SqlQuestion.Refused.class)
                .hasMessageContaining("nested too deeply");
    }

    static List<ReadyQueries.Ready> ready() {
        return ReadyQueries.ALL;
    }

    @ParameterizedTest
    @MethodSource("ready")
    void answersItsOwnReadyQueries(ReadyQueries.Ready ready) {
        assertThat(ask(ready.sql()).get("columns").size()).isGreaterThan(1);
    }

    @Test
    void exportsNoFormulasAndEveryFormat() throws Exception {
        Export export = new Export(store, null);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        export.table(Export.Table.DOCUMENTS, Filter.ALL, Export.Format.CSV, () -> csv);
        assertThat(csv.toString(StandardCharsets.UTF_8))
                .startsWith("seq,document_type,document_id")
                .contains(",'=cmd|' /C calc'!A0,")
                .hasLineCount(3);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        export.table(Export.Table.ENTITIES, Filter.ALL, Export.Format.JSONL, () -> lines);
        assertThat(lines.size()).isZero();
        ByteArrayOutputStream parquet = new ByteArrayOutputStream();
        export.table(Export.Table.DOCUMENTS, Filter.ALL, Export.Format.PARQUET, () -> parquet);
        assertThat(parquet.toString(StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        export.sql("SELECT -1 AS n, '-x' AS t", PATIENT_MS, Export.Format.CSV, () -> answer);
        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("n,t\r\n-1,'-x\r\n");
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        export.sql("SELECT 1 AS n", PATIENT_MS, Export.Format.PARQUET, () -> own);
        assertThat(own.size()).isPositive();
        try (var left = Files.list(store.settings().exports())) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(
                        () ->
                                export.sql(
                                        "SELECT * FROM read_text('/etc/passwd')",
                                        PATIENT_MS,
                                        Export.Format.PARQUET,
                                        () -> own))
                .isInstanceOf(SqlQuestion.Refused.class);
    }

    private static ObjectNode ask(String sql) {
        return new SqlQuestion(store).answer(sql, 100, PATIENT_MS);
    }
}
