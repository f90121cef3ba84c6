package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadShape;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.Pooling;
import io.runnel.modelstore.QuoteRule;
import io.runnel.modelstore.Scores;
import io.runnel.modelstore.TagDecoding;
import io.runnel.modelstore.WordRule;
import io.runnel.modelstore.graph.GraphFacts;
import io.runnel.modelstore.graph.GraphValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The heads of a model, from the class that it was saved from, its labels, and its graph's outputs.
 * A task that somebody asks for comes before all of that.
 */
final class HeadGuess {
    private static final String LOGITS = "logits";

    /** How many labels transformers takes for granted. */
    private static final int DEFAULT_LABELS = 2;

    private static final List<String> OF_TEXT = List.of("sentence_embedding", "pooler_output");
    private static final List<String> OF_TOKENS = List.of("token_embeddings", "last_hidden_state");

    private final ModelConfig config;
    private final GraphFacts graph;
    private final PoolingFile pooling;
    private final WordRule words;
    private final List<String> languages;
    private final List<String> mistakes;

    /**
     * @param languages of all heads
     */
    HeadGuess(
            ModelConfig config,
            GraphFacts graph,
            Hints hints,
            List<String> languages,
            List<String> mistakes) {
        this.config = config;
        this.graph = graph;
        this.pooling = hints.pooling();
        this.words = hints.words();
        this.languages = languages;
        this.mistakes = mistakes;
    }

    /** What other files of the folder tell of its heads. */
    record Hints(PoolingFile pooling, WordRule words) {}

    /** The heads; none if there is a mistake. */
    List<Head> heads(String wanted) {
        String task = wanted.isEmpty() ? task() : wanted;
        return switch (task) {
            case "text-classification", "sentiment" -> classification(task);
            case "zero-shot-classification" -> inference();
            case "token-classification" -> tokens();
            case "sentence-embedding", "feature-extraction", "sentence-similarity" -> embedding();
            case "generation", "summarization", "text-generation", "text2text-generation" ->
                    writing();
            case "" -> List.of();
            default -> {
                mistakes.add(
                        "Task '"
                                + task
                                + "' is unknown; known are text-classification, sentiment,"
                                + " zero-shot-classification, token-classification,"
                                + " sentence-embedding and generation.");
                yield List.of();
            }
        };
    }

    private String task() {
        if (config.type().kind() != Kind.ENCODER) {
            return "generation";
        }
        if (config.isFor("ForSequenceClassification")) {
            return "text-classification";
        }
        if (config.isFor("ForTokenClassification")) {
            return "token-classification";
        }
        if (config.isFor("Model")
                || OF_TEXT.stream().anyMatch(name -> graph.output(name).isPresent())) {
            return "sentence-embedding";
        }
        mistakes.add(
                config.architecture().isEmpty()
                        ? "config.json names no architecture, so nobody knows what the graph is for;"
                                + " say it with --task."
                        : "The model was saved from "
                                + config.architecture()
                                + ", which answers none of our tasks; expected a class that ends in"
                                + " ForSequenceClassification, ForTokenClassification or Model. Say"
                                + " --task if the graph is for one of them all the same.");
        return "";
    }

    private List<Head> classification(String task) {
        Optional<GraphValue> logits = output(List.of(LOGITS), 2, "[batch, labels]");
        if (logits.isEmpty()) {
            return List.of();
        }
        List<String> labels = labels(logits.get());
        List<Head> heads = new ArrayList<>();
        HeadTask first =
                task.equals("sentiment") ? HeadTask.SENTIMENT : HeadTask.TEXT_CLASSIFICATION;
        heads.add(
                head(
                        first,
                        logits.get(),
                        labels,
                        new HeadShape(Pooling.ROW, scores(labels), WordRule.TOKENIZER)));
        if (labels.stream().anyMatch(HeadGuess::saysThatItFollows)) {
            heads.add(
                    head(
                            HeadTask.ZERO_SHOT_CLASSIFICATION,
                            logits.get(),
                            labels,
                            new HeadShape(Pooling.ROW, Scores.SOFTMAX, WordRule.TOKENIZER)));
        }
        return List.copyOf(heads);
    }

    private List<Head> inference() {
        List<Head> heads = classification("text-classification");
        if (heads.size() == 1) {
            mistakes.add(
                    "Task zero-shot-classification needs a label that starts with 'entail', and the"
                            + " labels are "
                            + heads.get(0).labels()
                            + ". Take a model for natural language inference.");
        }
        return heads;
    }

    private List<Head> tokens() {
        return output(List.of(LOGITS), 3, "[batch, sequence, labels]")
                .map(
                        logits ->
                                List.of(
                                        head(
                                                HeadTask.TOKEN_CLASSIFICATION,
                                                logits,
                                                labels(logits),
                                                new HeadShape(
                                                        Pooling.SPAN, Scores.SOFTMAX, words))))
                .orElse(List.of());
    }

    private List<Head> embedding() {
        Optional<GraphValue> ofText = graph.output(OF_TEXT.get(0));
        if (ofText.isPresent() && ofText.get().rank() == 2) {
            return List.of(embedding(ofText.get(), Pooling.ROW));
        }
        if (!pooling.misses().isEmpty()) {
            mistakes.add(pooling.mistake());
        }
        return output(OF_TOKENS, 3, "[batch, sequence, dimensions]")
                .map(tokens -> List.of(embedding(tokens, pooling.pooling())))
                .orElse(List.of());
    }

    private Head embedding(GraphValue output, Pooling how) {
        long dimensions = output.size(output.rank() - 1);
        if (dimensions < 1) {
            mistakes.add(
                    "Output '"
                            + output
                            + "' does not say how many dimensions it has; export the graph with a"
                            + " fixed last dimension.");
        }
        return new Head(
                HeadTask.SENTENCE_EMBEDDING.label(),
                HeadTask.SENTENCE_EMBEDDING,
                output.name(),
                List.of(),
                (int) Math.max(1, dimensions),
                1,
                languages,
                TagDecoding.ARGMAX,
                QuoteRule.DEFAULT,
                new HeadShape(how, Scores.SOFTMAX, WordRule.TOKENIZER));
    }

    private List<Head> writing() {
        if (config.type().kind() == Kind.ENCODER) {
            mistakes.add(
                    "A model of type "
                            + config.type().label()
                            + " writes no texts; leave --task out.");
            return List.of();
        }
        return output(List.of(LOGITS), 3, "[batch, sequence, vocabulary]")
                .map(
                        logits ->
                                List.of(
                                        head(
                                                HeadTask.GENERATION,
                                                logits,
                                                List.of(),
                                                HeadShape.DEFAULT)))
                .orElse(List.of());
    }

    private Head head(HeadTask task, GraphValue output, List<String> labels, HeadShape shape) {
        return new Head(
                task.label(),
                task,
                output.name(),
                labels,
                labels.size(),
                1,
                languages,
                TagDecoding.ARGMAX,
                QuoteRule.DEFAULT,
                shape);
    }

    private Optional<GraphValue> output(List<String> names, int rank, String form) {
        Optional<GraphValue> found =
                names.stream().map(graph::output).flatMap(Optional::stream).findFirst();
        if (found.isEmpty()) {
            mistakes.add(
                    "The graph has no output '"
                            + String.join("' or '", names)
                            + "'; it has "
                            + graph.outputs()
                            + ". Export it for the task, or say the right one with --task.");
            return Optional.empty();
        }
        GraphValue output = found.get();
        if (output.rank() != rank) {
            mistakes.add("Output '" + output + "' was expected as " + form + ".");
            return Optional.empty();
        }
        if (!output.type().equals("float32")) {
            mistakes.add(
                    "Output '"
                            + output.name()
                            + "' is "
                            + output.type()
                            + "; this build reads float32. Take another variant with --precision, or"
                            + " convert it again and keep its inputs and outputs as they were.");
            return Optional.empty();
        }
        return found;
    }

    /**
     * The labels of config.json; numbers in the form that transformers gives them if it has none.
     */
    private List<String> labels(GraphValue logits) {
        long width = logits.size(logits.rank() - 1);
        if (config.labels().isEmpty()) {
            return IntStream.range(0, width > 0 ? (int) width : DEFAULT_LABELS)
                    .mapToObj(ModelConfig::unnamed)
                    .toList();
        }
        if (width >= 0 && width != config.labels().size()) {
            mistakes.add(
                    "config.json names "
                            + config.labels().size()
                            + " labels, and output '"
                            + logits.name()
                            + "' has "
                            + width
                            + " numbers for each answer: the graph belongs to another config.json."
                            + " Export both together.");
        }
        return config.labels();
    }

    /** As the pipeline of transformers chooses. */
    private Scores scores(List<String> labels) {
        return switch (config.problem()) {
            case "regression" -> Scores.NONE;
            case "multi_label_classification" -> Scores.SIGMOID;
            default -> labels.size() == 1 ? Scores.SIGMOID : Scores.SOFTMAX;
        };
    }

    private static boolean saysThatItFollows(String label) {
        return label.toLowerCase(Locale.ROOT).startsWith("entail");
    }
}
