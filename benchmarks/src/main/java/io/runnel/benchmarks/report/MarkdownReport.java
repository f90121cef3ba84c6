package io.runnel.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people. */
public final class MarkdownReport {
    private static final int SHOWN_LIST = 12;

    private final Report report;
    private final String name;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param name what the names of its plots begin with
     */
    public MarkdownReport(Report report, String name) {
        this.report = report;
        this.name = name;
    }

    /** The whole report. */
    String text() {
        line("# Benchmarks");
        line("");
        line("`" + Reasons.clean(report.facts().command()) + "`");
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "Started %s, took %.0f s. Every comparison is of runs that took turns;"
                                + " numbers are medians, Q1 and Q3 their quartiles.",
                        report.facts().started(),
                        report.facts().seconds()));
        line("");
        if (!report.ratios().isEmpty()) {
            line(ratios());
        }
        facts("Machine", report.facts().machine());
        facts("Versions", report.facts().versions());
        facts("Settings", report.facts().settings());
        facts("Corpus", report.facts().corpus());
        report.suites().forEach(this::suite);
        return text.toString();
    }

    /** What was measured and with what, for those who have no file at hand. */
    public String conditions() {
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> facts :
                List.of(report.facts().versions(), report.facts().settings())) {
            facts.forEach(
                    (key, value) ->
                            lines.append(key.replace('_', ' '))
                                    .append(": ")
                                    .append(shown(value))
                                    .append(System.lineSeparator()));
        }
        return lines.toString();
    }

    /** The figures with their aims, as a table; what the command prints at its end, too. */
    public String ratios() {
        StringBuilder table =
                new StringBuilder("| Figure | Measured | Aim | |\n| --- | ---: | --- | --- |\n");
        report.ratios()
                .forEach(
                        (ratio, value) ->
                                table.append(
                                        String.format(
                                                Locale.ROOT,
                                                "| %s | %,.3f | %s | %s |%n",
                                                ratio.meaning(),
                                                value,
                                                ratio.aimed(),
                                                ratio.verdict(value))));
        return table.toString();
    }

    private void suite(SuiteReport suite) {
        line("## Suite " + suite.name());
        line("");
        line(suite.summary());
        line("");
        line(String.format(Locale.ROOT, "- It took %.0f s.", suite.seconds()));
        if (suite.otherLoad() >= 0) {
            line(
                    String.format(
                            Locale.ROOT,
                            "- When it was over, other programs kept %.2f CPUs busy.",
                            suite.otherLoad()));
        }
        suite.failures().forEach(failure -> line("- **Not measured:** " + Reasons.clean(failure)));
        suite.notes().forEach(note -> line("- " + note));
        line("");
        for (SuiteReport.Plot plot : suite.plots()) {
            line("![" + plot.caption() + "](" + Report.file(name, plot) + ")");
            line("");
        }
        suite.tables().forEach(this::table);
    }

    private void table(Table table) {
        line("### " + table.title());
        line("");
        line(cells(table.columns().stream().map(Table.Column::title).toList()));
        boolean[] numbers = new boolean[table.columns().size()];
        for (int i = 0; i < numbers.length; i++) {
            int column = i;
            numbers[i] =
                    !table.rows().isEmpty()
                            && table.rows().stream()
                                    .map(row -> row.get(column))
                                    .allMatch(value -> value == null || value instanceof Number);
        }
        StringBuilder rule = new StringBuilder("|");
        for (boolean number : numbers) {
            rule.append(number ? " ---: |" : " --- |");
        }
        line(rule.toString());
        for (List<Object> row : table.rows()) {
            StringBuilder cells = new StringBuilder("|");
            for (int i = 0; i < row.size(); i++) {
                String shown = Table.shown(table.columns().get(i), row.get(i));
                cells.append(' ').append(shown.replace("|", "\\|")).append(" |");
            }
            line(cells.toString());
        }
        line("");
    }

    private void facts(String title, Map<String, Object> facts) {
        line("## " + title);
        line("");
        line("| | |");
        line("| --- | --- |");
        facts.forEach((key, value) -> line(cells(List.of(key.replace('_', ' '), shown(value)))));
        line("");
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            String first =
                    list.stream()
                            .limit(SHOWN_LIST)
                            .map(MarkdownReport::shown)
                            .collect(Collectors.joining(" "));
            int more = list.size() - SHOWN_LIST;
            return more > 0 ? first + " and " + more + " more" : first;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%,.3f", number).replaceAll("\\.?0+$", "");
        }
        if (value instanceof Number number) {
            return String.format(Locale.ROOT, "%,d", number.longValue());
        }
        return String.valueOf(value).replace("|", "\\|");
    }

    private static String cells(List<String> values) {
        return "| " + String.join(" | ", values) + " |";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
