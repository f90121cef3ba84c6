package io.runnel.jobs.command.topics;

import static io.runnel.jobs.command.topics.RecordText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An enriched record in a few lines: what it is, its labels, its entities, its summary. */
public final class EnrichedText {
    private static final int MAX_ENTITIES = 12;
    private static final int MAX_ITEMS = 3;
    private static final int MAX_TITLE_CHARS = 90;
    private static final int MAX_SUMMARY_CHARS = 400;
    private static final int MAX_ENTITY_CHARS = 40;

    private EnrichedText() {}

    /** Whether this is an enriched record in its JSON form. */
    public static boolean isEnriched(JsonNode record) {
        return record.has("document_id") && record.has("classification");
    }

    /** Whether a head was not asked, because of the document's language. */
    public static boolean leavesAnAnswerOut(JsonNode record) {
        for (JsonNode row : record.path("provenance")) {
            if (isLeftOut(row)) {
                return true;
            }
        }
        return false;
    }

    /** A block of lines that ends with an empty one. */
    public static String of(JsonNode record) {
        List<String> lines = new ArrayList<>();
        JsonNode document = record.path("document");
        lines.add(
                String.format(
                        "%s %s  %s",
                        text(record, "document_type"),
                        text(record, "document_id"),
                        Wrapped.shorten(titleOf(document), MAX_TITLE_CHARS)));
        language(record).ifPresent(language -> lines.add("  language   " + language));
        lines.add("  label      " + answer(record, "classification", EnrichedText::labels));
        items(record.path("classification").path("items"))
                .ifPresent(items -> lines.add("  items      " + items));
        lines.add("  sentiment  " + answer(record, "sentiment", EnrichedText::sentiment));
        lines.add(
                Wrapped.paragraph(
                        "  entities   ", answer(record, "entities", EnrichedText::entities)));
        if (!record.path("fields").isEmpty()) {
            lines.add(Wrapped.paragraph("  fields     ", fields(record.path("fields"))));
        }
        String summary = text(record, "summary_text");
        lines.add(
                Wrapped.paragraph(
                        "  summary    ",
                        summary.isEmpty()
                                ? answer(record, "summary", none -> "none")
                                : Wrapped.shorten(summary, MAX_SUMMARY_CHARS)));
        return String.join("\n", lines) + "\n";
    }

    /** Whether the document does not say its language, and Runnel has found it. */
    public static boolean hasDetectedLanguage(JsonNode record) {
        return text(record, "language_source").equals("detected");
    }

    /** The language where Runnel has found it; where the producer says it, nobody wonders. */
    private static Optional<String> language(JsonNode record) {
        return hasDetectedLanguage(record)
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%s %.2f",
                                text(record, "language"),
                                record.path("language_score").asDouble()))
                : Optional.empty();
    }

    /** What a task answered, or why it did not. */
    private static String answer(
            JsonNode record, String task, Function<JsonNode, String> answered) {
        for (JsonNode row : record.path("provenance")) {
            if (text(row, "task").equals(task) && isLeftOut(row)) {
                return String.format(
                        "not asked: head %s was not trained for language %s",
                        text(row, "head"), text(record, "language"));
            }
        }
        return answered.apply(record.path(task.equals("sentiment") ? "sentiment_detail" : task));
    }

    private static boolean isLeftOut(JsonNode provenance) {
        return text(provenance, "status").equals("unsupported-language");
    }

    private static String titleOf(JsonNode document) {
        for (String field : List.of("title", "text", "vendor", "number")) {
            if (!text(document, field).isBlank()) {
                return text(document, field);
            }
        }
        JsonNode turns = document.path("turns");
        return turns.isEmpty() ? "" : text(turns.path(0), "text");
    }

    private static String labels(JsonNode classification) {
        List<String> labels = new ArrayList<>();
        for (JsonNode score : classification.path("scores")) {
            if (labels.size() < 2 && (labels.isEmpty() || score.path("score").asDouble() >= 0.1)) {
                labels.add(scored(score));
            }
        }
        return labels.isEmpty() ? scored(classification) : String.join(", ", labels);
    }

    /** How often each label was given to a line item, where they differ. */
    private static Optional<String> items(JsonNode items) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        items.forEach(item -> counts.merge(text(item, "label"), 1, Integer::sum));
        if (counts.size() < 2) {
            return Optional.empty();
        }
        String shown =
                counts.entrySet().stream()
                        .limit(MAX_ITEMS)
                        .map(count -> count.getValue() + " × " + count.getKey())
                        .collect(Collectors.joining(", "));
        int more = counts.size() - MAX_ITEMS;
        return Optional.of(shown + (more > 0 ? " and " + more + " more labels" : ""));
    }

    private static String sentiment(JsonNode sentiment) {
        StringBuilder line = new StringBuilder(scored(sentiment));
        JsonNode speakers = sentiment.path("speakers");
        if (!speakers.isEmpty()) {
            List<String> each = new ArrayList<>();
            speakers.forEach(
                    speaker -> each.add(text(speaker, "speaker") + " " + text(speaker, "label")));
            line.append("  (").append(Wrapped.shorten(String.join(", ", each), 60)).append(')');
        }
        JsonNode movement = sentiment.path("movement");
        if (!movement.isMissingNode()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  from %+.2f to %+.2f",
                            movement.path("start").asDouble(),
                            movement.path("end").asDouble()));
        }
        return line.toString();
    }

    private static String entities(JsonNode entities) {
        Map<String, String> groups = new LinkedHashMap<>();
        entities.forEach(
                entity ->
                        groups.putIfAbsent(
                                Wrapped.shorten(text(entity, "text"), MAX_ENTITY_CHARS),
                                text(entity, "entity_group")));
        String shown =
                groups.entrySet().stream()
                        .limit(MAX_ENTITIES)
                        .map(entity -> entity.getKey() + " (" + entity.getValue() + ")")
                        .collect(Collectors.joining(", "));
        int more = groups.size() - MAX_ENTITIES;
        return shown.isEmpty() ? "none" : more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String fields(JsonNode fields) {
        List<String> shown = new ArrayList<>();
        fields.forEach(
                field ->
                        shown.add(
                                text(field, "entity_group")
                                        + " "
                                        + Wrapped.shorten(text(field, "text"), MAX_ENTITY_CHARS)));
        return String.join(", ", shown);
    }

    private static String scored(JsonNode label) {
        return String.format(
                Locale.ROOT, "%s %.2f", text(label, "label"), label.path("score").asDouble());
    }
}
