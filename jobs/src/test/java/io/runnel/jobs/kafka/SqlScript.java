package io.runnel.jobs.kafka;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Runs the files of {@code deploy/sql} as Flink's SQL client does, against a test's broker. */
final class SqlScript {
    private static final Pattern END = Pattern.compile(";\\s*(\n|$)");
    private static final Pattern SET = Pattern.compile("SET '([^']+)' = '([^']+)'");

    private final TableEnvironment tables;
    private final String brokers;

    SqlScript(Configuration session, String brokers) {
        this.tables =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inBatchMode()
                                .withConfiguration(session)
                                .build());
        this.brokers = brokers;
    }

    /** Runs every statement of a file. */
    SqlScript run(String file) throws IOException {
        for (String statement : statements(file)) {
            Matcher set = SET.matcher(statement);
            if (set.matches()) {
                tables.getConfig().set(set.group(1), set.group(2));
            } else {
                tables.executeSql(statement);
            }
        }
        return this;
    }

    /** The rows of a file with one query, and nothing else. */
    List<Row> query(String file) throws Exception {
        List<String> statements = statements(file);
        if (statements.size() != 1) {
            throw new AssertionError(
                    "Expected one query in " + file + ", found " + statements.size() + ".");
        }
        return rows(statements.get(0));
    }

    @SuppressWarnings("try") // an interrupted test fails anyway
    private List<Row> rows(String query) throws Exception {
        try (CloseableIterator<Row> rows = tables.executeSql(query).collect()) {
            List<Row> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    private List<String> statements(String file) throws IOException {
        String text =
                Files.readAllLines(RepositoryRoot.resolve("deploy/sql").resolve(file)).stream()
                        .filter(line -> !line.startsWith("--"))
                        .collect(Collectors.joining("\n"))
                        .replace("localhost:9092", brokers);
        return END.splitAsStream(text)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
