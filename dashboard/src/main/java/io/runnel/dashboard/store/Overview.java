package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.TextIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the documents of a filter say, counted. */
public final class Overview {
    private static final int TOP_ENTITIES = 30;
    private static final int TREND_POINTS = 12;
    private static final int MOST_BARS = 200;
    private static final int MOST_POINTS = 5_000;

    /** Copied once, so that eight queries do not look for them again. */
    private static final String CHOSEN = "chosen_documents";

    private final Store store;
    private final TextIndex index;

    public Overview(Store store, TextIndex index) {
        this.store = store;
        this.index = index;
    }

    /** How wide a point of a chart over time is: bars must be told apart on half a screen. */
    enum Bucket {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR;

        static Bucket of(Duration range) {
            if (range.compareTo(Duration.ofHours(3)) <= 0) {
                return MINUTE;
            } else if (range.compareTo(Duration.ofDays(7)) <= 0) {
                return HOUR;
            } else if (range.compareTo(Duration.ofDays(400)) <= 0) {
                return DAY;
            } else if (range.compareTo(Duration.ofDays(400 * 7)) <= 0) {
                return WEEK;
            }
            return range.compareTo(Duration.ofDays(400 * 30)) <= 0 ? MONTH : YEAR;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public ObjectNode of(Filter filter) {
        return store.readOneState("count documents", connection -> counted(connection, filter));
    }

    private ObjectNode counted(Connection connection, Filter filter) throws SQLException {
        Asked asked = new Asked(connection, chosen(connection, filter));
        ObjectNode range =
                asked.first(
                        "SELECT count(*) AS documents, min(d.time) AS \"from\", max(d.time) AS until");
        Bucket bucket = bucket(range);
        ObjectNode answer = JsonRows.object();
        answer.set("documents", range.remove("documents"));
        answer.put("rejects", rejects(connection, filter));
        answer.set("range", range);
        answer.put("bucket", bucket.label());
        String at = "date_trunc('" + bucket.label() + "', d.time) AS \"at\"";
        answer.set(
                "volume",
                asked.rows(
                        "SELECT " + at + ", d.document_type AS type, count(*) AS documents",
                        "GROUP BY ALL ORDER BY 1, 2 LIMIT " + MOST_POINTS));
        answer.set(
                "sentiment",
                asked.rows(
                        "SELECT " + at + ", d.sentiment, count(*) AS documents",
                        "AND d.sentiment IS NOT NULL GROUP BY ALL ORDER BY 1, 2 LIMIT "
                                + MOST_POINTS));
        answer.set(
                "labels",
                asked.rows(
                        "SELECT d.document_type AS type, d.label, count(*) AS documents,"
                                + " round(avg(d.label_score), 4) AS mean_confidence",
                        "AND d.label IS NOT NULL GROUP BY ALL ORDER BY 3 DESC, 2 LIMIT "
                                + MOST_BARS));
        answer.set(
                "languages",
                asked.rows(
                        "SELECT d.language, count(*) AS documents",
                        "AND d.language IS NOT NULL GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT "
                                + MOST_BARS));
        answer.set("confidence", confidence(asked));
        answer.set(
                "entities",
                entities(
                        connection,
                        filter.isAll() ? "" : " SEMI JOIN " + CHOSEN + " c ON c.seq = e.seq",
                        range));
        answer.set(
                "spend",
                asked.rows(
                        "SELECT d.label, d.currency, round(sum(d.amount), 2) AS amount,"
                                + " count(*) AS documents",
                        "AND d.amount IS NOT NULL GROUP BY ALL ORDER BY 3 DESC, 1 LIMIT "
                                + MOST_BARS));
        answer.set(
                "vendors",
                asked.rows(
                        "SELECT d.vendor, d.currency, round(sum(d.amount), 2) AS amount,"
                                + " count(*) AS documents",
                        "AND d.vendor IS NOT NULL GROUP BY ALL ORDER BY 4 DESC, 3 DESC, 1 LIMIT 30"));
        return answer;
    }

    private static Bucket bucket(ObjectNode range) {
        if (range.path("from").isNull()) {
            return Bucket.HOUR;
        }
        return Bucket.of(
                Duration.between(
                        Instant.parse(range.get("from").asText()),
                        Instant.parse(range.get("until").asText())));
    }

    /** Dead letters have a type and a time only; of any other filter they are no part. */
    private static long rejects(Connection connection, Filter filter) throws SQLException {
        if (filter.asksAboutAnswers()) {
            return 0;
        }
        Condition condition = Condition.ofRejects(filter);
        return JsonRows.first(
                        connection,
                        "SELECT count(*) AS n FROM rejects r WHERE " + condition.sql(),
                        condition.parameters())
                .get("n")
                .asLong();
    }

    private static ArrayNode confidence(Asked asked) throws SQLException {
        ArrayNode found =
                asked.rows(
                        "SELECT greatest(0, least(9, floor(d.label_score * 10)))::INTEGER AS bin,"
                                + " count(*) AS documents",
                        "AND d.label_score IS NOT NULL GROUP BY ALL ORDER BY 1");
        long[] counts = new long[10];
        found.forEach(row -> counts[row.get("bin").asInt()] = row.get("documents").asLong());
        ArrayNode bins = found.arrayNode();
        for (int i = 0; i < counts.length; i++) {
            bins.addObject()
                    .put("from", i / 10.0)
                    .put("to", (i + 1) / 10.0)
                    .put("documents", counts[i]);
        }
        return bins;
    }

    private static ArrayNode entities(Connection connection, String chosen, ObjectNode range)
            throws SQLException {
        String from = " FROM entities e" + chosen + " WHERE e.first_of_document";
        ArrayNode top =
                JsonRows.of(
                        connection,
                        "SELECT e.entity_group, e.entity_key, count(*) AS documents"
                                + from
                                + " GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1 LIMIT "
                                + TOP_ENTITIES,
                        List.of());
        if (!top.isEmpty()) {
            addTrend(connection, top, from, range);
        }
        return top;
    }

    /** How they are written, and how often they are named in each twelfth of the time. */
    private static void addTrend(
            Connection connection, ArrayNode top, String from, ObjectNode range)
            throws SQLException {
        Instant first = Instant.parse(range.get("from").asText());
        Instant last = Instant.parse(range.get("until").asText());
        double width =
                Math.max(1, (Duration.between(first, last).toMillis() + 1) / (double) TREND_POINTS);
        List<Object> values = new ArrayList<>(List.of(first.toEpochMilli(), width));
        Map<String, ObjectNode> byName = new HashMap<>();
        for (JsonNode row : top) {
            values.add(row.get("entity_key").asText());
            byName.put(name(row), (ObjectNode) row);
        }
        ArrayNode points =
                JsonRows.of(
                        connection,
                        "SELECT e.entity_group, e.entity_key, least("
                                + (TREND_POINTS - 1)
                                + ", floor((epoch_ms(e.time) - ?) / ?))::INTEGER AS point,"
                                + " min(e.entity) AS entity, count(*) AS documents"
                                + from
                                + " AND e.entity_key IN ("
                                + String.join(",", Collections.nCopies(top.size(), "?"))
                                + ") GROUP BY 1, 2, 3",
                        values);
        Map<String, int[]> trends = new HashMap<>();
        for (JsonNode point : points) {
            ObjectNode row = byName.get(name(point));
            if (row != null) {
                String written = point.get("entity").asText();
                if (!row.has("entity") || written.compareTo(row.get("entity").asText()) < 0) {
                    row.put("entity", written);
                }
                trends.computeIfAbsent(name(point), unused -> new int[TREND_POINTS])[
                                Math.max(0, point.get("point").asInt())] +=
                        point.get("documents").asInt();
            }
        }
        for (JsonNode row : top) {
            ArrayNode trend = ((ObjectNode) row).putArray("trend");
            for (int documents : trends.getOrDefault(name(row), new int[TREND_POINTS])) {
                trend.add(documents);
            }
            ((ObjectNode) row).remove("entity_key");
        }
    }

    private static String name(JsonNode row) {
        return row.get("entity_group").asText() + "\n" + row.get("entity_key").asText();
    }

    /** The table that has what is counted: all documents, or a copy of those that are meant. */
    private String chosen(Connection connection, Filter filter) throws SQLException {
        if (filter.isAll()) {
            return "documents";
        }
        Condition condition = Condition.ofAll(filter, index, connection);
        JsonRows.run(
                connection,
                "CREATE OR REPLACE TEMP TABLE "
                        + CHOSEN
                        + " AS SELECT d.seq, d.time, d.document_type, d.label, d.label_score,"
                        + " d.sentiment, d.language, d.vendor, d.currency, d.amount"
                        + " FROM documents d WHERE "
                        + condition.sql(),
                condition.parameters());
        return CHOSEN;
    }

    /** Queries about the documents of one table. */
    private record Asked(Connection connection, String table) {
        ArrayNode rows(String select, String rest) throws SQLException {
            return JsonRows.of(
                    connection, select + " FROM " + table + " d WHERE true " + rest, List.of());
        }

        ObjectNode first(String select) throws SQLException {
            return JsonRows.first(connection, select + " FROM " + table + " d", List.of());
        }
    }
}
