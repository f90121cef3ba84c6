package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.models.evaluate.Evaluation;
import io.runnel.jobs.command.models.rows.FieldPath;
import io.runnel.jobs.command.models.rows.MappingFile;
import io.runnel.jobs.command.models.rows.TextFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say which rows are evaluated, and how they are read. */
final class RowOptions {
    @Option(
            names = "--text-fields",
            paramLabel = "FIELD,…",
            description =
                    "The fields with the row's text, each a passage, such as title,text or"
                            + " turns/*/text (default: as the row's shape says).")
    private String textFields;

    @Option(
            names = "--label-field",
            paramLabel = "FIELD",
            description =
                    "The field with the right answer: a label, several, or a reference summary"
                            + " (default: as the row's shape says).")
    private String labelField;

    @Option(
            names = "--labels",
            paramLabel = "FILE[#/PART]",
            description =
                    "A YAML or JSON file from the data set's labels or entity types to the head's;"
                            + " null: not scored, or no entity.")
    private String labels;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Score a random sample of so many rows (default: all).")
    private String limit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the sample and the random summaries (default: ${DEFAULT-VALUE}).")
    private String seed;

    @Option(
            names = "--summary-words",
            paramLabel = "N",
            defaultValue = "110",
            description = "Most words of a summary (default: ${DEFAULT-VALUE}).")
    private String summaryWords;

    @Option(
            names = "--in-scope-kept",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description =
                    "The in-scope accuracy that the threshold of out-of-scope keeps (default:"
                            + " ${DEFAULT-VALUE}).")
    private String inScopeKept;

    @Option(
            names = "--confusions",
            paramLabel = "N",
            defaultValue = "10",
            description = "Report so many pairs of confused labels (default: ${DEFAULT-VALUE}).")
    private String confusions;

    /**
     * The options as values.
     *
     * @param mapping what {@code --labels} names
     */
    record Values(
            TextFields texts,
            Optional<FieldPath> label,
            Optional<JsonNode> mapping,
            Evaluation.Choice choice,
            int summaryWords,
            double inScopeKept,
            int confusions) {}

    /** The values, as far as they are right; what is wrong is added to the mistakes. */
    Values values(List<String> mistakes) {
        Optional<Integer> most =
                Optional.ofNullable(limit).map(text -> atLeast("--limit", text, 1, mistakes));
        return new Values(
                texts(mistakes),
                Optional.ofNullable(labelField)
                        .map(text -> read("--label-field", text, FieldPath::parse, mistakes)),
                Optional.ofNullable(labels)
                        .map(file -> read("--labels", file, MappingFile::read, mistakes)),
                new Evaluation.Choice(
                        most.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                        longOf("--seed", seed, mistakes)),
                atLeast("--summary-words", summaryWords, 1, mistakes),
                share("--in-scope-kept", inScopeKept, mistakes),
                atLeast("--confusions", confusions, 0, mistakes));
    }

    private TextFields texts(List<String> mistakes) {
        if (textFields == null) {
            return TextFields.BY_SHAPE;
        }
        List<FieldPath> paths = new ArrayList<>();
        for (String field : textFields.split(",", -1)) {
            FieldPath path = read("--text-fields", field.strip(), FieldPath::parse, mistakes);
            if (path != null) {
                paths.add(path);
            }
        }
        return new TextFields(paths);
    }

    private static <T> T read(
            String option, String text, Function<String, T> reader, List<String> mistakes) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            String mistake = option + ": " + e.getMessage();
            if (!mistakes.contains(mistake)) {
                mistakes.add(mistake);
            }
            return null;
        }
    }

    private static int atLeast(String option, String text, int least, List<String> mistakes) {
        long number = longOf(option, text, mistakes);
        if (number < least || number > Integer.MAX_VALUE) {
            mistakes.add(
                    option
                            + ": expected a whole number of at least "
                            + least
                            + ", found "
                            + text
                            + ".");
            return least;
        }
        return (int) number;
    }

    private static long longOf(String option, String text, List<String> mistakes) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            mistakes.add(option + ": expected a whole number, found '" + text + "'.");
            return 1;
        }
    }

    private static double share(String option, String text, List<String> mistakes) {
        double share;
        try {
            share = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        boolean possible = share > 0 && share <= 1;
        if (!possible) {
            mistakes.add(
                    option + ": expected a number above 0 and at most 1, found '" + text + "'.");
        }
        return share;
    }
}
