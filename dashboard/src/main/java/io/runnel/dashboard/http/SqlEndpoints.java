package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Export;
import io.runnel.dashboard.store.Filter;
import io.runnel.dashboard.store.ReadyQueries;
import io.runnel.dashboard.store.SqlQuestion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Questions in SQL, and tables as files. */
final class SqlEndpoints {
    private static final int DEFAULT_ROWS = 1_000;
    private static final int DEFAULT_MS = 10_000;

    /** More would keep the readers of the store, of which there are six, from every view. */
    private static final int MOST_ASKING = 3;

    private final Semaphore asking = new Semaphore(MOST_ASKING);
    private final SqlQuestion question;
    private final Export export;

    SqlEndpoints(Services services) {
        this.question = new SqlQuestion(services.store());
        this.export = new Export(services.store(), services.index());
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/sql", oneOfFew(this::ask)),
                Route.get("/api/sql/queries", call -> call.answer(ReadyQueries.json())),
                Route.post("/api/sql/export", oneOfFew(this::exportSql)),
                Route.get("/api/export", oneOfFew(this::exportTable)));
    }

    /** However slow questions are, and those who take their answers, the page stays quick. */
    private Route.Endpoint oneOfFew(Route.Endpoint endpoint) {
        return call -> {
            if (!asking.tryAcquire()) {
                throw new HttpProblem(
                        503,
                        "Others ask in SQL or export, and at most "
                                + MOST_ASKING
                                + " do at a time. Try again in a moment.");
            }
            try {
                endpoint.answer(call);
            } finally {
                asking.release();
            }
        };
    }

    private void ask(Call call) throws IOException {
        ObjectNode body = call.body();
        try {
            call.answer(
                    question.answer(
                            sql(body),
                            number(body, "limit", DEFAULT_ROWS, SqlQuestion.MOST_ROWS),
                            number(body, "timeout_ms", DEFAULT_MS, SqlQuestion.MOST_MS)));
        } catch (SqlQuestion.Refused e) {
            throw HttpProblem.wrong(e.getMessage());
        }
    }

    private void exportSql(Call call) throws IOException {
        ObjectNode body = call.body();
        Export.Format format = format(body.path("format").asText("csv"));
        try {
            export.sql(
                    sql(body),
                    number(body, "timeout_ms", SqlQuestion.MOST_MS, SqlQuestion.MOST_MS),
                    format,
                    () -> call.download(format.mediaType(), "answer." + format.label()));
        } catch (SqlQuestion.Refused e) {
            throw HttpProblem.wrong(e.getMessage());
        }
    }

    private void exportTable(Call call) {
        Filter filter = Parameters.filter(call, "table", "format");
        String wanted = call.query("table").orElse("documents");
        Export.Table table =
                Export.Table.of(wanted)
                        .orElseThrow(
                                () ->
                                        HttpProblem.wrong(
                                                "table: expected documents, entities, rejects or"
                                                        + " corrections, found '"
                                                        + wanted
                                                        + "'."));
        Export.Format format = format(call.query("format").orElse("csv"));
        export.table(
                table,
                filter,
                format,
                () -> call.download(format.mediaType(), table.label() + "." + format.label()));
    }

    private static Export.Format format(String label) {
        return Export.Format.of(label)
                .orElseThrow(
                        () ->
                                HttpProblem.wrong(
                                        "format: expected csv, jsonl or parquet, found '"
                                                + label
                                                + "'."));
    }

    private static String sql(ObjectNode body) {
        JsonNode sql = body.path("sql");
        if (!sql.isTextual() || sql.asText().isBlank()) {
            throw HttpProblem.wrong("sql: expected a SELECT statement.");
        }
        return sql.asText();
    }

    static int number(ObjectNode body, String name, int otherwise, int most) {
        JsonNode number = body.path(name);
        if (number.isMissingNode() || number.isNull()) {
            return otherwise;
        }
        if (!number.isInt() || number.asInt() < 1 || number.asInt() > most) {
            throw HttpProblem.wrong(
                    name
                            + ": expected a whole number from 1 to "
                            + most
                            + ", found "
                            + number
                            + ".");
        }
        return number.asInt();
    }
}
