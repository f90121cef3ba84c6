package io.runnel.jobs.command.models;

import io.runnel.jobs.command.topics.Wrapped;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.graph.GraphFacts;
import io.runnel.modelstore.graph.GraphValue;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model's card for a person. */
final class CardText {
    private static final double MILLION = 1e6;
    private static final int MOST_VALUES = 8;

    private final PrintStream out;

    CardText(PrintStream out) {
        this.out = out;
    }

    void print(ModelDirectory model) {
        ModelCard card = model.card();
        ModelGraphs graphs = ModelGraphs.of(model);
        out.println(card.id());
        out.println(Wrapped.paragraph("  about      ", card.description()));
        if (!card.baseModel().isEmpty()) {
            out.println(Wrapped.paragraph("  from       ", card.baseModel()));
        }
        out.println("  licence    " + card.licence());
        out.println("  languages  " + String.join(", ", card.languages()));
        out.println(
                "  precision  %s, rows of at most %d tokens"
                        .formatted(card.precision(), card.maxTokens()));
        out.println(
                "  size       %s parameters, %s in files, %s of weights in memory"
                        .formatted(
                                millions(graphs.parameters(), ""),
                                millions(graphs.fileBytes(), "B"),
                                millions(graphs.weightBytes(), "B")));
        out.println("  digest     " + model.digest());
        out.println("  folder     " + model.path());
        if (card.generation().isThere()) {
            String prompt = card.generation().prompt().replace("\n", "\\n");
            out.println(Wrapped.paragraph("  prompt     ", prompt));
        }
        if (card.batchDependent()) {
            out.println(
                    Wrapped.paragraph(
                            "  batch      ",
                            "batch_dependent: its quantization takes one scale over a whole batch, so"
                                    + " an answer may change a little with the texts beside it, and"
                                    + " after a replay. Add it with --requantize, or take the"
                                    + " fp32 graph."));
        }
        graphs.facts().forEach(this::print);
        card.heads().forEach(this::print);
    }

    private void print(String file, GraphFacts graph) {
        out.println();
        out.println("  " + file);
        out.println(Wrapped.paragraph("    inputs   ", values(graph.inputs())));
        out.println(Wrapped.paragraph("    outputs  ", values(graph.outputs())));
    }

    private void print(Head head) {
        out.println();
        out.println("  %s (%s)".formatted(head.name(), head.task().label()));
        if (!head.labels().isEmpty()) {
            out.println(Wrapped.paragraph("    ", String.join(", ", head.labels())));
        }
    }

    private static String values(List<GraphValue> values) {
        String first =
                values.stream()
                        .limit(MOST_VALUES)
                        .map(GraphValue::toString)
                        .collect(Collectors.joining("; "));
        int more = values.size() - MOST_VALUES;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    private static String millions(long count, String unit) {
        return String.format(Locale.ROOT, "%.1f M%s", count / MILLION, unit);
    }
}
