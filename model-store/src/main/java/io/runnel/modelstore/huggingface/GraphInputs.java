package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.graph.GraphFacts;
import io.runnel.modelstore.graph.GraphValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which inputs of a graph can be filled; says so of each that cannot. */
final class GraphInputs {
    private static final List<String> OF_TEXT =
            List.of("input_ids", "attention_mask", "token_type_ids", "position_ids");
    private static final Set<String> OF_DECODERS =
            Set.of("encoder_hidden_states", "encoder_attention_mask", "use_cache_branch");

    /**
     * Keys and values of the tokens before; {@code encoder} marks those of the text that was read.
     */
    private static final Pattern PAST =
            Pattern.compile("past_key_values\\.\\d+\\.(decoder\\.|encoder\\.)?(key|value)");

    /**
     * It reads several tokens behind others in a batch of one only, and takes what is padded in
     * front for text.
     */
    private static final String GROUPED = "GroupQueryAttention";

    private GraphInputs() {}

    static List<String> mistakes(Kind kind, GraphFiles files, Map<String, GraphFacts> graphs) {
        List<String> mistakes = new ArrayList<>();
        for (String file : files.all()) {
            boolean writes = kind != Kind.ENCODER && !file.equals(files.encoder());
            GraphFacts graph = graphs.get(file);
            if (graph == null) {
                continue;
            }
            for (GraphValue input : graph.inputs()) {
                check(file, input, writes, mistakes);
            }
            if (writes && graph.operators().containsKey(GROUPED)) {
                mistakes.add(grouped(kind, file));
            }
            if (kind == Kind.ENCODER && graph.input("attention_mask").isEmpty()) {
                mistakes.add(
                        "Graph '"
                                + file
                                + "' has no input 'attention_mask', so a text's answer would depend"
                                + " on how far it is padded. Export it with that input.");
            }
            if (graph.input("input_ids").isEmpty()) {
                mistakes.add(
                        "Graph '"
                                + file
                                + "' has no input 'input_ids'; it has "
                                + graph.inputNames()
                                + ". Export it for a task that reads text.");
            }
        }
        past(kind, files, graphs, mistakes);
        return mistakes;
    }

    private static String grouped(Kind kind, String file) {
        return "Graph '"
                + file
                + "' has the operator "
                + GROUPED
                + " of ONNX Runtime, which cannot write about several padded texts at once."
                + " Export the model itself with --task "
                + task(kind)
                + ", which gives plain operators.";
    }

    private static String task(Kind kind) {
        return kind == Kind.DECODER
                ? "text-generation-with-past"
                : "text2text-generation-with-past";
    }

    private static void check(
            String file, GraphValue input, boolean writes, List<String> mistakes) {
        boolean past = PAST.matcher(input.name()).matches();
        if (!OF_TEXT.contains(input.name())
                && !(writes && (past || OF_DECODERS.contains(input.name())))) {
            mistakes.add(
                    "Graph '"
                            + file
                            + "' wants input '"
                            + input.name()
                            + "'; this build fills "
                            + String.join(", ", OF_TEXT)
                            + (writes
                                    ? ", what the encoder read, and keys and values of the past"
                                    : "")
                            + ". Export it without that input.");
        } else if (OF_TEXT.contains(input.name()) && !input.type().equals("int64")) {
            mistakes.add(
                    "Input '"
                            + input.name()
                            + "' of graph '"
                            + file
                            + "' is "
                            + input.type()
                            + "; expected int64. Export it with optimum, which keeps int64.");
        } else if (past && !input.type().equals("float32") && !input.type().equals("float16")) {
            mistakes.add(
                    "Input '"
                            + input.name()
                            + "' of graph '"
                            + file
                            + "' is "
                            + input.type()
                            + "; expected float32 or float16.");
        }
    }

    /** A decoder without its past reads the whole text again for every token. */
    private static void past(
            Kind kind, GraphFiles files, Map<String, GraphFacts> graphs, List<String> mistakes) {
        String stepping = files.withPast().isEmpty() ? files.main() : files.withPast();
        GraphFacts graph = graphs.get(stepping);
        if (kind == Kind.ENCODER || graph == null) {
            return;
        }
        if (graph.inputNames().stream().noneMatch(name -> PAST.matcher(name).matches())) {
            mistakes.add(
                    "Decoder '"
                            + stepping
                            + "' has no past_key_values among its inputs, so it would read everything"
                            + " again for each token. Export it with --task "
                            + task(kind)
                            + ".");
        }
    }
}
