package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Queries to begin with. */
public final class ReadyQueries {
    private ReadyQueries() {}

    /**
     * One of them.
     *
     * @param chart how its result is best shown
     */
    public record Ready(String name, String title, String sql, String chart) {}

    public static final List<Ready> ALL =
            List.of(
                    new Ready(
                            "labels",
                            "Documents by type and label",
                            "SELECT document_type, label, count(*) AS documents\nFROM documents\n"
                                    + "GROUP BY ALL ORDER BY documents DESC LIMIT 30",
                            "bar"),
                    new Ready(
                            "unhappy-per-hour",
                            "Share of negative tickets per hour",
                            "SELECT date_trunc('hour', time) AS hour,\n"
                                    + "    round(avg((sentiment = 'negative')::INTEGER), 3) AS"
                                    + " negative\nFROM documents WHERE document_type = 'ticket'\n"
                                    + "GROUP BY ALL ORDER BY hour",
                            "line"),
                    new Ready(
                            "unsure",
                            "Documents that the model is least sure of",
                            "SELECT document_type, document_id, label, label_score, title\nFROM"
                                    + " documents WHERE label_score IS NOT NULL\nORDER BY"
                                    + " label_score LIMIT 50",
                            "table"),
                    new Ready(
                            "spend",
                            "Spend by category and currency",
                            "SELECT label, currency, round(sum(amount), 2) AS amount\nFROM documents"
                                    + " WHERE amount IS NOT NULL\nGROUP BY ALL ORDER BY amount"
                                    + " DESC",
                            "bar"),
                    new Ready(
                            "organisations",
                            "Entities in negative documents",
                            "SELECT e.entity_group, e.entity, count(DISTINCT e.seq) AS"
                                    + " documents\nFROM entities e JOIN documents d USING (seq)\n"
                                    + "WHERE d.sentiment = 'negative'\nGROUP BY ALL ORDER BY"
                                    + " documents DESC LIMIT 30",
                            "bar"),
                    new Ready(
                            "slow",
                            "Model time by type",
                            "SELECT document_type, count(*) AS documents,\n"
                                    + "    quantile_cont(model_ms, 0.5) AS p50,\n"
                                    + "    quantile_cont(model_ms, 0.99) AS p99, sum(tokens) AS"
                                    + " tokens\nFROM documents GROUP BY ALL ORDER BY 1",
                            "table"),
                    new Ready(
                            "rejects",
                            "Dead letters by reason",
                            "SELECT topic, reason, count(*) AS letters, max(time) AS last\nFROM"
                                    + " rejects GROUP BY ALL ORDER BY letters DESC",
                            "bar"),
                    new Ready(
                            "corrections",
                            "What people corrected",
                            "SELECT task, coalesce(given ->> '$.label', given ->>"
                                    + " '$.entity_group', 'none') AS given,\n"
                                    + "    coalesce(\"right\" ->> '$.label', \"right\" ->>"
                                    + " '$.entity_group', 'none') AS \"right\",\n"
                                    + "    count(*) AS times\nFROM corrections WHERE NOT agreed\n"
                                    + "GROUP BY ALL ORDER BY times DESC LIMIT 50",
                            "table"));

    public static ObjectNode json() {
        ObjectNode answer = JsonRows.object();
        ArrayNode queries = answer.putArray("queries");
        for (Ready ready : ALL) {
            queries.addObject()
                    .put("name", ready.name())
                    .put("title", ready.title())
                    .put("sql", ready.sql())
                    .put("chart", ready.chart());
        }
        return answer;
    }
}
