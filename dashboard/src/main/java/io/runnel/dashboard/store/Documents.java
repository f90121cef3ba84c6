package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.Found;
import io.runnel.dashboard.search.Snippet;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.FieldLabel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Documents as a list, and one at a time. */
public final class Documents {
    private static final Pattern TURN = Pattern.compile("turns\\[(\\d+)]\\.text");

    private static final String COLUMNS =
            """
            d.seq, d.document_type, d.document_id, d.time AS "at", d.label, d.label_score, d.sentiment,
            d.sentiment_score, d.language, d.title, d.summary_text, d.entity_count AS entities,
            EXISTS (SELECT 1 FROM corrections c WHERE c.document_type = d.document_type
                AND c.document_id = d.document_id AND NOT c.agreed) AS corrected,
            d.topic, d."partition", d."offset"
            """;

    private final Store store;
    private final TextIndex index;
    private final JsonEnrichedCodec codec = new JsonEnrichedCodec();

    public Documents(Store store, TextIndex index) {
        this.store = store;
        this.index = index;
    }

    /** A page of the documents that a filter means. */
    public ObjectNode list(Filter filter, Page page) {
        return store.read("list documents", connection -> list(connection, filter, page));
    }

    private ObjectNode list(Connection connection, Filter filter, Page page) throws SQLException {
        boolean best =
                filter.isWordsOnly()
                        && page.sort() == Page.Sort.RELEVANCE
                        && page.order() == Page.Order.DESC;
        Listed listed = best ? best(filter.words(), page) : sorted(connection, filter, page);
        ArrayNode rows = listed.rows();
        ObjectNode answer = JsonRows.object();
        answer.put("total", listed.total());
        answer.put("total_is_exact", listed.exact());
        answer.put("next", next(rows, page.limit()));
        fill(connection, rows);
        addSnippets(connection, rows, filter.words());
        return answer.set("documents", rows);
    }

    /**
     * A page of documents and one more, as their numbers and what they are sorted by.
     *
     * @param total how many there are on all pages
     */
    private record Listed(ArrayNode rows, long total, boolean exact) {}

    /** Words alone are answered by the index: the database need not see the other matches. */
    private Listed best(String words, Page page) {
        Found.Last after =
                page.after() == null
                        ? null
                        : new Found.Last((float) page.after().value(), page.after().seq());
        Found found = index.best(words, page.limit() + 1, after);
        ArrayNode rows = JsonRows.object().arrayNode();
        for (int i = 0; i < found.seqs().length; i++) {
            rows.addObject()
                    .put("seq", found.seqs()[i])
                    .put("sort_value", (double) found.scores()[i]);
        }
        return new Listed(rows, found.total(), true);
    }

    private Listed sorted(Connection connection, Filter filter, Page page) throws SQLException {
        Condition condition = Condition.of(filter, index, connection);
        boolean relevance = page.sort() == Page.Sort.RELEVANCE && filter.words() != null;
        String from =
                relevance
                        ? " FROM hits h JOIN documents d USING (seq) WHERE "
                                + Condition.of(filter).sql()
                        : " FROM documents d WHERE " + condition.sql();
        String sort = (relevance ? page.sort() : timeInstead(page.sort())).sql();
        ArrayNode rows = places(connection, new Sorted(from, sort, condition.parameters()), page);
        long total =
                JsonRows.first(connection, "SELECT count(*) AS n" + from, condition.parameters())
                        .get("n")
                        .asLong();
        return new Listed(rows, total, condition.exact());
    }

    /**
     * Numbers of the page's documents, in its order, and one more: sorting these two columns of a
     * million is quick, sorting whole rows is not.
     */
    private static ArrayNode places(Connection connection, Sorted sorted, Page page)
            throws SQLException {
        String sort = sorted.by();
        List<Object> values = new ArrayList<>(sorted.parameters());
        String after = "";
        if (page.after() != null) {
            String sign = page.order().comparison();
            after = " AND (%s %s ? OR (%s = ? AND d.seq %s ?))".formatted(sort, sign, sort, sign);
            values.add(page.after().value());
            values.add(page.after().value());
            values.add(page.after().seq());
        }
        return JsonRows.of(
                connection,
                "SELECT d.seq, "
                        + sort
                        + " AS sort_value"
                        + sorted.from()
                        + after
                        + " ORDER BY sort_value "
                        + page.order()
                        + ", d.seq "
                        + page.order()
                        + " LIMIT "
                        + (page.limit() + 1),
                values);
    }

    /**
     * Documents in an order.
     *
     * @param from tables and condition, with these parameters
     * @param by a number of each document
     */
    private record Sorted(String from, String by, List<Object> parameters) {}

    /** Adds what a list shows of each document; one that has just been replaced leaves the list. */
    private static void fill(Connection connection, ArrayNode rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, JsonNode> bySeq = new HashMap<>();
        for (JsonNode found :
                JsonRows.of(
                        connection,
                        "SELECT "
                                + COLUMNS
                                + " FROM documents d JOIN "
                                + numbers(rows)
                                + " ON n.seq = d.seq",
                        List.of())) {
            bySeq.put(found.get("seq").asLong(), found);
        }
        for (Iterator<JsonNode> each = rows.iterator(); each.hasNext(); ) {
            ObjectNode row = (ObjectNode) each.next();
            JsonNode found = bySeq.get(row.get("seq").asLong());
            if (found == null) {
                each.remove();
            } else {
                row.setAll((ObjectNode) found);
            }
        }
    }

    /**
     * The numbers of the rows as a table {@code n}. With a join the database reads the few places
     * where they stand; with IN and a list it would read every text of a million.
     */
    private static String numbers(ArrayNode rows) {
        StringJoiner numbers = new StringJoiner("), (", "(VALUES (", ")) n(seq)");
        rows.forEach(row -> numbers.add(row.get("seq").asText()));
        return numbers.toString();
    }

    /** Without words nothing is more relevant than the rest. */
    private static Page.Sort timeInstead(Page.Sort sort) {
        return sort == Page.Sort.RELEVANCE ? Page.Sort.TIME : sort;
    }

    /** Takes the one row that is too many away; where the next page begins, or {@code null}. */
    private static String next(ArrayNode rows, int limit) {
        if (rows.size() <= limit) {
            return null;
        }
        rows.remove(limit);
        JsonNode last = rows.get(limit - 1);
        return new Page.Cursor(last.get("sort_value").asDouble(), last.get("seq").asLong()).text();
    }

    private void addSnippets(Connection connection, ArrayNode rows, String words)
            throws SQLException {
        Map<Long, Enriched> records =
                words == null || rows.isEmpty() ? Map.of() : records(connection, rows);
        for (JsonNode node : rows) {
            ObjectNode row = (ObjectNode) node;
            Enriched record = records.get(row.get("seq").asLong());
            String text =
                    record == null
                            ? row.path("summary_text").asText(row.path("title").asText(""))
                            : DocumentTexts.of(record.document()).stream()
                                    .map(DocumentTexts.FieldText::text)
                                    .collect(Collectors.joining(" \n"));
            ArrayNode snippet = row.putArray("snippet");
            for (Snippet.Piece piece : Snippet.of(text, words)) {
                snippet.addObject().put("text", piece.text()).put("match", piece.match());
            }
            row.remove(List.of("seq", "sort_value"));
        }
    }

    private Map<Long, Enriched> records(Connection connection, ArrayNode rows) throws SQLException {
        Map<Long, Enriched> records = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT r.seq, r.json FROM records r JOIN "
                                        + numbers(rows)
                                        + " ON n.seq = r.seq");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                records.put(found.getLong(1), decode(found.getString(2)));
            }
        }
        return records;
    }

    private Enriched decode(String json) {
        return codec.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON of one document's record that counts. */
    public Optional<String> json(String type, String id) {
        return store.read(
                "look a document up",
                connection -> {
                    ObjectNode row =
                            JsonRows.first(
                                    connection,
                                    "SELECT r.json FROM records r WHERE r.seq = (SELECT max(d.seq)"
                                            + " FROM documents d WHERE d.key_hash = ? AND"
                                            + " d.document_type = ? AND d.document_id = ?)",
                                    List.of(new IncomingDocument.Key(type, id).hash(), type, id));
                    return Optional.ofNullable(row).map(found -> found.get("json").asText());
                });
    }

    /** One document as it was enriched. */
    public Optional<Enriched> enriched(String type, String id) {
        return json(type, id).map(this::decode);
    }

    /** One document with its texts, its turns and what people said about it. */
    public Optional<ObjectNode> detail(String type, String id) {
        Optional<String> json = json(type, id);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        Enriched enriched = decode(json.get());
        ObjectNode answer = JsonRows.object();
        answer.set("enriched", JsonRows.parse(json.get()));
        ArrayNode fields = answer.putArray("fields");
        for (DocumentTexts.FieldText text : DocumentTexts.of(enriched.document())) {
            fields.addObject()
                    .put("field", text.field())
                    .put("speaker", text.speaker())
                    .put("text", text.text());
        }
        addTurns(answer.putArray("turns"), enriched);
        answer.set("corrections", new Judgements(store).of(type, id));
        return Optional.of(answer);
    }

    private static void addTurns(ArrayNode turns, Enriched enriched) {
        for (FieldLabel turn : enriched.sentiment().turns()) {
            Matcher field = TURN.matcher(turn.field());
            if (field.matches()) {
                turns.addObject()
                        .put("index", Integer.parseInt(field.group(1)))
                        .put("speaker", turn.speaker())
                        .put("sentiment", turn.label())
                        .put("score", turn.score());
            }
        }
    }
}
