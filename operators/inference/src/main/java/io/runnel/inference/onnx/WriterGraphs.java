package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.TensorInfo;
import io.runnel.modelstore.Generation;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loaded graphs of a model that writes: a decoder that keeps its past, in one graph or two, and
 * an encoder where there is one.
 */
final class WriterGraphs {
    static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";
    private static final String MASK = "attention_mask";
    private static final String POSITIONS = "position_ids";
    private static final String SOURCE_MASK = "encoder_attention_mask";
    private static final int HEADS_AT = 1;
    private static final int WIDTH_AT = 3;
    private static final int RANK = 4;

    /**
     * The logits of all places of a piece of a source, in a batch of this many rows, take so much.
     */
    private static final long PIECE_BYTES = 128L << 20;

    private static final int PIECE_ROWS = 16;
    private static final int LEAST_PIECE = 8;
    private static final int LONGEST_PIECE = 64;

    private final OrtEnvironment environment;
    private final OpenHandles handles;
    private final WriterMemory memory;
    private final List<GraphSession> sessions = new ArrayList<>();
    private final GraphSession encoder;
    private final GraphSession first;
    private final GraphSession following;
    private final List<PastSlot.Form> past;

    private WriterGraphs(
            OrtEnvironment environment,
            ModelDirectory model,
            SessionPlan plan,
            OpenHandles handles,
            WriterMemory memory) {
        this.environment = environment;
        this.handles = handles;
        this.memory = memory;
        Generation files = model.card().generation();
        this.encoder = files.encoder().isEmpty() ? null : load(model, files.encoder(), plan);
        this.first = load(model, files.decoder(), plan);
        this.following =
                files.decoderWithPast().isEmpty()
                        ? first
                        : load(model, files.decoderWithPast(), plan);
        this.past = forms(following);
    }

    /**
     * Loads the graphs of a model.
     *
     * @param memory of all models that write
     * @throws IllegalArgumentException if one cannot be loaded, or is no decoder that keeps its
     *     past
     */
    static WriterGraphs open(
            OrtEnvironment environment,
            ModelDirectory model,
            SessionPlan plan,
            OpenHandles handles,
            WriterMemory memory) {
        return new WriterGraphs(environment, model, plan, handles, memory);
    }

    OrtEnvironment environment() {
        return environment;
    }

    OpenHandles handles() {
        return handles;
    }

    /** Where its texts' memory comes from. */
    WriterMemory memory() {
        return memory;
    }

    boolean hasEncoder() {
        return encoder != null;
    }

    GraphSession encoder() {
        return encoder;
    }

    /** The graph of the first step. */
    GraphSession first() {
        return first;
    }

    /** The graph of every other step; may be the same. */
    GraphSession following() {
        return following;
    }

    /** What is kept from step to step. */
    List<PastSlot.Form> past() {
        return past;
    }

    /** How many tokens there are; 0 if the graph does not say. */
    int vocabulary() {
        NodeInfo logits = first.outputs().get("logits");
        return logits != null && logits.getInfo() instanceof TensorInfo tensor
                ? (int) Math.max(0, tensor.getShape()[tensor.getShape().length - 1])
                : 0;
    }

    /** Whether sources may be padded. */
    boolean takesPadding() {
        return takesPadding(
                encoder == null ? Set.of() : encoder.inputs().keySet(),
                List.of(first.inputs().keySet(), following.inputs().keySet()));
    }

    /**
     * Whether graphs with these inputs give the same with padding: each must be told which tokens
     * of the source count, and a decoder that goes on with it also where each token stands. A graph
     * that is not told counts padding as text, or reckons places from how much it remembers.
     *
     * @param encoder nothing if there is none
     */
    static boolean takesPadding(Set<String> encoder, List<Set<String>> decoders) {
        return encoder.isEmpty()
                ? decoders.stream()
                        .allMatch(decoder -> decoder.containsAll(Set.of(MASK, POSITIONS)))
                : encoder.contains(MASK)
                        && decoders.stream().allMatch(decoder -> decoder.contains(SOURCE_MASK));
    }

    /** Whether a step may take several tokens, as a branch that was traced with one may not. */
    boolean takesPieces() {
        return first == following && !first.inputs().containsKey("use_cache_branch");
    }

    /**
     * How many tokens of a source a step reads at most. It follows from the vocabulary alone, never
     * from the batch, so an answer has the same bits in company.
     */
    int piece() {
        long place = (long) PIECE_ROWS * Math.max(1, vocabulary()) * Float.BYTES;
        return (int) Math.max(LEAST_PIECE, Math.min(LONGEST_PIECE, PIECE_BYTES / place));
    }

    /**
     * Most bytes outside of the heap that one row takes while it is written.
     *
     * @param source how many tokens it reads
     * @param newTokens how many are written at most
     */
    long rowBytes(int source, int newTokens) {
        int most = mostTokens(source, newTokens);
        long bytes = 0;
        for (PastSlot.Form form : past) {
            // What grows is read from one piece of memory and written to another one.
            bytes += form.ofSource() ? form.rowBytes(source) : 2 * form.rowBytes(most);
        }
        int places = hasEncoder() || takesPieces() ? 1 : source;
        return bytes
                + (long) places * vocabulary() * Float.BYTES
                + (long) source * hiddenWidth() * Float.BYTES;
    }

    /** How many tokens a row remembers in the end. */
    int mostTokens(int source, int newTokens) {
        return (hasEncoder() ? 1 : source) + newTokens;
    }

    /** How many numbers an encoder gives for each token; 0 without one, or if it does not say. */
    private int hiddenWidth() {
        if (encoder == null) {
            return 0;
        }
        NodeInfo hidden = encoder.outputs().values().iterator().next();
        return hidden.getInfo() instanceof TensorInfo tensor && tensor.getShape().length > 0
                ? (int) Math.max(0, tensor.getShape()[tensor.getShape().length - 1])
                : 0;
    }

    /** How long all runs took so far, in ONNX Runtime alone. */
    long nanos() {
        return sessions.stream().mapToLong(GraphSession::nanos).sum();
    }

    void close() {
        sessions.forEach(GraphSession::close);
    }

    private GraphSession load(ModelDirectory model, String file, SessionPlan plan) {
        boolean loaded = false;
        try {
            GraphSession session = GraphSession.open(environment, model.file(file), plan, handles);
            sessions.add(session);
            loaded = true;
            return session;
        } finally {
            if (!loaded) {
                close();
            }
        }
    }

    private List<PastSlot.Form> forms(GraphSession decoder) {
        Set<String> written = new HashSet<>(first.outputs().keySet());
        List<PastSlot.Form> forms = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> input : decoder.inputs().entrySet()) {
            String name = input.getKey();
            if (name.startsWith(PAST)) {
                String output = PRESENT + name.substring(PAST.length());
                if (!(input.getValue().getInfo() instanceof TensorInfo tensor)
                        || tensor.getShape().length != RANK
                        || tensor.getShape()[HEADS_AT] < 1
                        || tensor.getShape()[WIDTH_AT] < 1
                        || (tensor.type != OnnxJavaType.FLOAT
                                && tensor.type != OnnxJavaType.FLOAT16)
                        || !written.contains(output)) {
                    close();
                    throw new IllegalArgumentException(
                            "Input '"
                                    + name
                                    + "' is "
                                    + input.getValue().getInfo()
                                    + "; expected float or float16 [batch, heads, past, width] with"
                                    + " heads and width as numbers, and an output '"
                                    + output
                                    + "'. Export the model with optimum, for a task that ends in"
                                    + " -with-past.");
                }
                forms.add(
                        new PastSlot.Form(
                                name,
                                output,
                                (int) tensor.getShape()[HEADS_AT],
                                (int) tensor.getShape()[WIDTH_AT],
                                tensor.type,
                                name.contains(".encoder.")));
            }
        }
        return List.copyOf(forms);
    }
}
