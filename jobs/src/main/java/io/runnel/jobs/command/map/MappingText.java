package io.runnel.jobs.command.map;

import io.runnel.jobs.command.topics.Wrapped;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.codec.DocumentMapping.Unmapped;
import io.runnel.schemas.codec.FieldUse;
import io.runnel.schemas.codec.MappingTrial.UnmappedField;
import io.runnel.schemas.document.Reject;
import java.util.List;

/** A tried mapping for a person: a table of its fields, what it leaves over, and the rejects. */
final class MappingText {
    private static final int EXAMPLE_CHARS = 40;
    private static final int SHOWN_ROWS = 20;

    private final StringBuilder text = new StringBuilder();

    private MappingText() {}

    static String of(String input, MappedSample sample) {
        MappingText table = new MappingText();
        table.text.append(
                "%,d %s of %s: %,d %s, %,d %s%n"
                        .formatted(
                                sample.records(),
                                sample.records() == 1 ? "record" : "records",
                                input,
                                sample.documents().size(),
                                sample.documents().size() == 1 ? "document" : "documents",
                                sample.rejects().size(),
                                sample.rejects().size() == 1 ? "reject" : "rejects"));
        table.fields(sample.trial().fields());
        table.unmapped(sample.trial().unmapped(), sample.mapping());
        table.rejects(sample.rejects());
        return table.text.toString();
    }

    private void fields(List<FieldUse> fields) {
        int field = width(fields.stream().map(FieldUse::field).toList(), "FIELD");
        int from = width(fields.stream().map(MappingText::from).toList(), "FROM");
        int filled = width(fields.stream().map(MappingText::filled).toList(), "FILLED");
        String row = "%-" + field + "s  %-" + from + "s  %-" + filled + "s  %s";
        line("");
        line(row.formatted("FIELD", "FROM", "FILLED", "EXAMPLE"));
        for (FieldUse use : fields) {
            line(
                    row.formatted(
                            use.field(),
                            from(use),
                            filled(use),
                            Wrapped.shorten(use.example(), EXAMPLE_CHARS)));
        }
    }

    private static String from(FieldUse use) {
        return use.from().isEmpty() ? "(constant)" : use.from();
    }

    private static String filled(FieldUse use) {
        String filled = "%,d of %,d".formatted(use.found() + use.substituted(), use.looked());
        if (use.substituted() > 0 && !use.from().isEmpty()) {
            filled += ", %,d by default".formatted(use.substituted());
        }
        return use.refused() == 0 ? filled : filled + ", %,d refused".formatted(use.refused());
    }

    private void unmapped(List<UnmappedField> unmapped, DocumentMapping mapping) {
        if (unmapped.isEmpty()) {
            return;
        }
        String fate =
                mapping.unmapped() == Unmapped.DROP
                        ? "dropped"
                        : "kept in '" + DocumentMapping.UNMAPPED + "'";
        List<UnmappedField> shown = unmapped.subList(0, Math.min(unmapped.size(), SHOWN_ROWS));
        int path = width(shown.stream().map(MappingText::path).toList(), "NO RULE READS");
        String row = "%-" + path + "s  %8s  %s";
        line("");
        line(row.formatted("NO RULE READS", "VALUES", "EXAMPLE (" + fate + ")"));
        for (UnmappedField field : shown) {
            line(
                    row.formatted(
                            path(field),
                            "%,d".formatted(field.count()),
                            Wrapped.shorten(field.example(), EXAMPLE_CHARS)));
        }
        more(unmapped.size() - shown.size());
    }

    private static String path(UnmappedField field) {
        return field.in().isEmpty() ? field.path() : "in " + field.in() + ": " + field.path();
    }

    private void rejects(List<Reject> rejects) {
        if (rejects.isEmpty()) {
            return;
        }
        line("");
        line("REJECTS");
        List<Reject> shown = rejects.subList(0, Math.min(rejects.size(), SHOWN_ROWS));
        for (Reject reject : shown) {
            String first = "line %d: ".formatted(MappedSample.line(reject.origin()));
            line(Wrapped.paragraph(first, reject.message()));
        }
        more(rejects.size() - shown.size());
    }

    private void more(int left) {
        if (left > 0) {
            line("… and %,d more; --output json has all.".formatted(left));
        }
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }

    private static int width(List<String> cells, String head) {
        return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }
}
