package io.runnel.jobs.command.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a demo tells at its end. */
record DemoReport(Ledger ledger, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One object: the numbers of each type, and the seconds from the first input to the last
     * outcome.
     */
    String json() {
        ObjectNode report = JSON.createObjectNode();
        for (DocumentType type : DocumentType.values()) {
            Ledger.Count count = ledger.count(type);
            report.putObject(type.label())
                    .put("in", count.in())
                    .put("enriched", count.enriched())
                    .put("dead_lettered", count.deadLettered())
                    .put("documents_per_second", rounded(count.documentsPerSecond()));
        }
        return report.put("seconds", rounded(seconds)).toString();
    }

    /** The same as a table. */
    String table() {
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                "%-12s %10s %10s %13s %12s%n",
                                "", "in", "enriched", "dead letters", "documents/s"));
        for (DocumentType type : DocumentType.values()) {
            Ledger.Count count = ledger.count(type);
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-12s %,10d %,10d %,13d %12.1f%n",
                            type.topic(),
                            count.in(),
                            count.enriched(),
                            count.deadLettered(),
                            count.documentsPerSecond()));
        }
        return table.toString();
    }

    /** The results and dead letters worth showing, with headings. */
    static String selection(Highlights highlights) {
        StringBuilder text = new StringBuilder("Some results\n\n");
        highlights.results().forEach(result -> text.append(result).append('\n'));
        Map<String, Integer> reasons = new TreeMap<>(highlights.reasons());
        if (!reasons.isEmpty()) {
            text.append("Dead letters, the first of each reason\n\n");
            highlights.deadLetters().forEach(letter -> text.append(letter).append('\n'));
        }
        return text.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
