package io.runnel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that people gave a label, one for each document: the last word counts. */
final class LabelledTexts implements CorrectedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String type;
    private final String task;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int others;

    private record Row(String text, String label) {}

    LabelledTexts(String type, String task) {
        this.type = type;
        this.task = task;
    }

    @Override
    public void add(byte[] value) {
        JsonNode node = CorrectedRows.parsed(JSON, value);
        String text = node.path("text").asText("");
        String label = node.at("/right/label").asText("");
        if (node.path("document_type").asText().equals(type)
                && node.path("task").asText().equals(task)
                && !text.isBlank()
                && !label.isBlank()) {
            rows.put(node.path("document_id").asText(), new Row(text, label));
        } else {
            others++;
        }
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int others() {
        return others;
    }

    /** A row of names, then text and label in quotes, as {@code models teach} reads them. */
    List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        rows.values().forEach(row -> lines.add(quoted(row.text()) + "," + quoted(row.label())));
        return lines;
    }

    /** As {@code models evaluate} and {@code models teach} read them. */
    @Override
    public List<String> jsonLines() {
        return rows.values().stream()
                .map(
                        row ->
                                JSON.createObjectNode()
                                        .put("text", row.text())
                                        .put("label", row.label())
                                        .toString())
                .toList();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
