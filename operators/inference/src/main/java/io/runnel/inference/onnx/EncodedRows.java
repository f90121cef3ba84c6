package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an encoder made of the text of each row; one row more than it is about where there is only
 * one, as in {@link WriterRows}. Belongs to one thread at a time.
 */
final class EncodedRows {
    private static final int LEAST_ROWS = 2;
    private static final String HIDDEN = "last_hidden_state";

    private final WriterMemory memory;
    private ByteBuffer hidden;
    private final int length;
    private final int width;
    private final long[][] masks;

    private EncodedRows(
            WriterMemory memory, ByteBuffer hidden, long[][] masks, int length, int width) {
        this.memory = memory;
        this.hidden = hidden;
        this.masks = masks;
        this.length = length;
        this.width = width;
    }

    /** Runs the encoder over texts of one length. */
    static EncodedRows of(WriterGraphs graphs, List<SourceText> texts, TimedRun run)
            throws OrtException, RunMemoryException {
        int rows = Math.max(LEAST_ROWS, texts.size());
        int length = texts.get(0).ids().length;
        long[] ids = new long[rows * length];
        long[][] masks = new long[rows][length];
        for (int row = 0; row < rows; row++) {
            SourceText text = texts.get(Math.min(row, texts.size() - 1));
            for (int place = 0; place < length; place++) {
                ids[row * length + place] = text.ids()[place];
                masks[row][place] = text.mask(place);
            }
        }
        GraphSession encoder = graphs.encoder();
        try (TensorSet inputs = new TensorSet(graphs.environment(), graphs.handles())) {
            inputs.put("input_ids", ids, rows, length);
            if (encoder.inputs().containsKey("attention_mask")) {
                inputs.put("attention_mask", flat(masks, rows), rows, length);
            }
            String output =
                    encoder.outputs().containsKey(HIDDEN)
                            ? HIDDEN
                            : encoder.outputs().keySet().iterator().next();
            FloatBuffer hidden =
                    encoder.run(
                            inputs.tensors(),
                            Set.of(output),
                            Map.of(),
                            run,
                            result -> numbers(result, output));
            int width = hidden.remaining() / (rows * length);
            ByteBuffer kept =
                    graphs.memory().piece(output, (long) hidden.remaining() * Float.BYTES);
            kept.asFloatBuffer().put(hidden);
            return new EncodedRows(graphs.memory(), kept, masks, length, width);
        }
    }

    /** How many tokens each row has, those that do not count included. */
    int length() {
        return length;
    }

    /**
     * Each row as often as this, one behind the other, in place of these rows; these rows
     * themselves where it is once.
     */
    EncodedRows repeated(int times, int texts) throws RunMemoryException {
        if (times == 1) {
            return this;
        }
        int rows = Math.max(LEAST_ROWS, texts * times);
        ByteBuffer more = memory.piece(HIDDEN, rows * rowBytes());
        int bytes = Math.toIntExact(rowBytes());
        long[][] repeated = new long[rows][];
        for (int row = 0; row < rows; row++) {
            int source = Math.min(row / times, texts - 1);
            more.slice(row * bytes, bytes).put(hidden.slice(source * bytes, bytes));
            repeated[row] = masks[source];
        }
        close();
        return new EncodedRows(memory, more, repeated, length, width);
    }

    /** Leaves its memory to others; nothing may be read any more. */
    void close() {
        memory.leave(hidden);
        hidden = DirectMemory.none();
    }

    /** Keeps these rows only, which must be in ascending order, at least two of them; in place. */
    void retain(int[] kept) {
        int bytes = Math.toIntExact(rowBytes());
        for (int row = 0; row < kept.length; row++) {
            if (kept[row] != row) {
                hidden.slice(row * bytes, bytes).put(hidden.slice(kept[row] * bytes, bytes));
                masks[row] = masks[kept[row]];
            }
        }
    }

    /** Adds what a decoder wants of it. */
    void giveTo(TensorSet inputs, Set<String> wanted, int rows) throws OrtException {
        if (wanted.contains("encoder_hidden_states")) {
            inputs.view(
                    "encoder_hidden_states",
                    DirectMemory.part(hidden, rows * rowBytes()),
                    OnnxJavaType.FLOAT,
                    rows,
                    length,
                    width);
        }
        if (wanted.contains("encoder_attention_mask")) {
            inputs.put("encoder_attention_mask", flat(masks, rows), rows, length);
        }
    }

    private static FloatBuffer numbers(OrtSession.Result result, String output)
            throws OrtException {
        if (result.get(output).orElse(null) instanceof OnnxTensor tensor
                && tensor.getInfo().type == OnnxJavaType.FLOAT) {
            return tensor.getFloatBuffer();
        }
        throw new OrtException("Output '" + output + "' of the encoder is no tensor of float32.");
    }

    private static long[] flat(long[][] masks, int rows) {
        return Arrays.stream(masks).limit(rows).flatMapToLong(Arrays::stream).toArray();
    }

    private long rowBytes() {
        return (long) length * width * Float.BYTES;
    }
}
