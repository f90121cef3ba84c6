package io.runnel.benchmarks.ceiling;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.runnel.benchmarks.machine.Versions;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.TokenTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A batch whose tensors are filled before the clock runs. Owns them until it is closed. */
public final class RawBatch implements AutoCloseable {
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final int rows;
    private final int rowLength;
    private final long tokens;

    private RawBatch(int rows, int rowLength, long tokens) {
        this.rows = rows;
        this.rowLength = rowLength;
        this.tokens = tokens;
    }

    /**
     * A batch of these rows, padded to the longest of them.
     *
     * @param names of the graph's inputs
     */
    static RawBatch of(List<TokenizedChunk> rows, Set<String> names, ModelCard card) {
        int length = rows.stream().mapToInt(TokenizedChunk::length).max().orElseThrow();
        long tokens = rows.stream().mapToLong(TokenizedChunk::length).sum();
        RawBatch batch = new RawBatch(rows.size(), length, tokens);
        try {
            for (String name : names) {
                batch.inputs.put(name, tensor(rows, length, cell(name, card)));
            }
            return batch;
        } catch (RuntimeException e) {
            batch.close();
            throw e;
        }
    }

    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    public int rows() {
        return rows;
    }

    public long tokens() {
        return tokens;
    }

    long paddedTokens() {
        return (long) rows * rowLength;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        inputs.clear();
    }

    /** What stands in a tensor at a place of a row. */
    @FunctionalInterface
    private interface Cell {
        long of(TokenizedChunk row, int place);
    }

    private static Cell cell(String name, ModelCard card) {
        return switch (name) {
            case "input_ids" -> TokenizedChunk::id;
            case "attention_mask" -> (row, place) -> place < row.length() ? 1 : 0;
            case "position_ids" -> (row, place) -> place;
            case "token_type_ids" ->
                    card.tokenTypes() == TokenTypes.LETTER_CASE
                            ? TokenizedChunk::letterCase
                            : (row, place) -> 0;
            default ->
                    throw new IllegalArgumentException(
                            "The graph of model "
                                    + card.id()
                                    + " wants input '"
                                    + name
                                    + "', which the benchmarks cannot fill.");
        };
    }

    private static OnnxTensor tensor(List<TokenizedChunk> rows, int length, Cell cell) {
        LongBuffer values =
                ByteBuffer.allocateDirect(rows.size() * length * Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asLongBuffer();
        for (TokenizedChunk row : rows) {
            for (int place = 0; place < length; place++) {
                values.put(cell.of(row, place));
            }
        }
        values.flip();
        OrtEnvironment environment = Versions.environment();
        try {
            return OnnxTensor.createTensor(environment, values, new long[] {rows.size(), length});
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not make a tensor: " + e.getMessage(), e);
        }
    }
}
