package io.runnel.dashboard.why;

import io.runnel.dashboard.store.DocumentTexts;
import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.schemas.document.Document;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which texts of a document a task is asked about, as jobs ask (docs/way-of-a-record.md). */
public final class AskedTexts {
    private AskedTexts() {}

    /** What can be explained and judged by its label. */
    public enum LabelTask {
        CLASSIFICATION,
        SENTIMENT;

        /** As in records: {@code classification}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<LabelTask> of(String label) {
            return List.of(values()).stream().filter(one -> one.label().equals(label)).findFirst();
        }
    }

    /** The texts in their order; at least one for every document. */
    public static List<FieldText> of(Document document, LabelTask task) {
        List<FieldText> all = DocumentTexts.of(document);
        return switch (document.type()) {
            case TICKET -> all;
            case TRANSCRIPT -> first(all, "turns[", "title");
            case INVOICE ->
                    switch (task) {
                        case CLASSIFICATION -> first(all, "line_items[", "title|text", "notes[");
                        case SENTIMENT -> first(all, "notes[", "text", "title|line_items[");
                    };
        };
    }

    /** The texts of the first choice that has any; fields by their beginnings. */
    private static List<FieldText> first(List<FieldText> all, String... choices) {
        for (String choice : choices) {
            List<String> beginnings = List.of(choice.split("\\|", -1));
            Predicate<FieldText> chosen =
                    text -> beginnings.stream().anyMatch(text.field()::startsWith);
            List<FieldText> found = all.stream().filter(chosen).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return all;
    }
}
