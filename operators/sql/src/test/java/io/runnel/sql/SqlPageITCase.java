package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of {@code docs/sql.md}, run in their order. */
class SqlPageITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final Pattern SET = Pattern.compile("SET '([^']+)' = '([^']+)'");

    @Test
    void itsStatementsRunAndGiveWhatItSays() throws Exception {
        SqlPage page = SqlPage.read();
        List<String> statements = page.statements();
        Map<String, String> settings = new HashMap<>();
        Matcher set = SET.matcher(statements.get(0));
        assertThat(set.matches()).isTrue();
        settings.put(set.group(1), set.group(2).replace("/opt/runnel", "../../model-store"));
        SqlSession session = SqlSession.streaming(settings);
        List<List<Row>> answers = new ArrayList<>();
        for (String statement : statements.subList(1, statements.size())) {
            if (statement.startsWith("SELECT")) {
                answers.add(session.query(statement));
            } else {
                session.run(statement);
            }
        }

        assertThat(answers).hasSize(4);
        assertThat(page.text())
                .contains(answers.get(0).stream().map(SqlPageITCase::tableRow).toList());
        assertThat(answers.get(1)).hasSize(3);
        assertThat(answers.get(2))
                .extracting(row -> row.getField(2))
                .contains("Alice", "Acme", "Boston");
        assertThat(answers.get(3)).hasSize(3);
    }

    private static String tableRow(Row row) {
        Object score = row.getField(2);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s |",
                row.getField(0),
                row.getField(1) == null ? "NULL" : row.getField(1),
                score == null ? "NULL" : String.format(Locale.ROOT, "%.3f", (double) score));
    }
}
