package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.modelstore.TokenTypes;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors that one run reads; owns them until it is closed. */
final class InputTensors implements AutoCloseable {
    private static final String INPUT_IDS = "input_ids";
    private static final String ATTENTION_MASK = "attention_mask";
    private static final String TOKEN_TYPE_IDS = "token_type_ids";
    private static final String POSITION_IDS = "position_ids";
    private static final List<String> KNOWN =
            List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS, POSITION_IDS);

    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final OpenHandles handles;

    private InputTensors(OpenHandles handles) {
        this.handles = handles;
    }

    /** What is wrong with the inputs of a graph that is to read these token types, if anything. */
    static List<String> mistakes(Map<String, NodeInfo> inputs, TokenTypes types) {
        List<String> mistakes = new ArrayList<>();
        if (types != TokenTypes.NONE && !inputs.containsKey(TOKEN_TYPE_IDS)) {
            mistakes.add(
                    "The card says token_types: "
                            + types.label()
                            + ", and the graph has no input '"
                            + TOKEN_TYPE_IDS
                            + "' to read them; it has "
                            + inputs.keySet()
                            + ".");
        }
        inputs.forEach(
                (name, node) -> {
                    if (!KNOWN.contains(name)) {
                        mistakes.add(
                                "The graph wants input '"
                                        + name
                                        + "'; this build fills "
                                        + String.join(", ", KNOWN)
                                        + ". Export the graph with these inputs.");
                    } else if (!(node.getInfo() instanceof TensorInfo tensor)
                            || tensor.type != OnnxJavaType.INT64) {
                        mistakes.add(
                                "Input '"
                                        + name
                                        + "' is "
                                        + node.getInfo()
                                        + "; expected int64 [batch, sequence].");
                    }
                });
        return mistakes;
    }

    /** The tensors that a graph wants for a batch, in the memory of {@code buffers}. */
    static InputTensors of(
            OrtEnvironment environment,
            Inputs wanted,
            Batch batch,
            RunBuffers buffers,
            OpenHandles handles)
            throws OrtException, RunMemoryException {
        InputTensors inputs = new InputTensors(handles);
        long[] shape = {batch.rows().size(), batch.rowLength()};
        try {
            for (String name : wanted.names()) {
                LongBuffer values = buffers.input(name, batch.paddedTokens());
                fill(values, batch, value(name, wanted.types()));
                inputs.tensors.put(
                        name, handles.opened(OnnxTensor.createTensor(environment, values, shape)));
            }
            return inputs;
        } catch (OrtException | RunMemoryException | RuntimeException | Error e) {
            inputs.close();
            throw e;
        }
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values()
                .forEach(
                        tensor -> {
                            tensor.close();
                            handles.closed();
                        });
        tensors.clear();
    }

    private static TokenValue value(String name, TokenTypes types) {
        return switch (name) {
            case INPUT_IDS -> TokenizedChunk::id;
            case ATTENTION_MASK -> (row, place) -> place < row.length() ? 1 : 0;
            case POSITION_IDS -> (row, place) -> place;
            case TOKEN_TYPE_IDS ->
                    switch (types) {
                        case NONE -> (row, place) -> 0;
                        case LETTER_CASE -> TokenizedChunk::letterCase;
                    };
            default ->
                    throw new IllegalStateException(
                            "Input '" + name + "' was refused when the model was loaded.");
        };
    }

    private static void fill(LongBuffer values, Batch batch, TokenValue value) {
        int next = 0;
        for (TokenizedChunk row : batch.rows()) {
            for (int place = 0; place < batch.rowLength(); place++) {
                values.put(next++, value.at(row, place));
            }
        }
    }

    /** What a graph reads: the names of its inputs, and what its token types mean. */
    record Inputs(Set<String> names, TokenTypes types) {}

    /** What an input says about the token at a place of a row. */
    private interface TokenValue {
        int at(TokenizedChunk row, int place);
    }
}
