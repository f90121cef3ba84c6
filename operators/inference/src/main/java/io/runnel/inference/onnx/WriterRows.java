package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows that a model writes together: sequences of one length, with what they remember of their
 * past. Not thread-safe; its memory is freed with it, its native handles with each step.
 *
 * <p>Rows never see each other. A single row is run twice, because the runtime multiplies one row
 * with another program than several, and the last bits of an answer would depend on its company.
 */
public final class WriterRows {
    private static final int LEAST_ROWS = 2;
    private static final int PIECE = 64;
    private static final long PIECE_BYTES = 64L << 20;
    private static final String LOGITS = "logits";

    private final WriterGraphs graphs;
    private final List<PastSlot> slots;
    private EncodedRows encoded;
    private ByteBuffer logitsMemory = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    private int[] firstPlaces;
    private int rows;
    private int length;

    /**
     * @param encoded what the encoder read for each row; {@code null} if there is no encoder
     * @param firstPlaces the first token of each row that counts
     */
    WriterRows(WriterGraphs graphs, EncodedRows encoded, int[] firstPlaces) {
        this.graphs = graphs;
        this.slots = graphs.past().stream().map(PastSlot::new).toList();
        this.encoded = encoded;
        this.firstPlaces = firstPlaces.clone();
        this.rows = firstPlaces.length;
    }

    public int rows() {
        return rows;
    }

    /** How many tokens each row remembers. */
    public int length() {
        return length;
    }

    /** Bytes that the past of all rows takes outside of the heap. */
    public long bytes() {
        return slots.stream().mapToLong(PastSlot::bytes).sum();
    }

    /**
     * Gives each row its next tokens, as many to each, and tells what may follow.
     *
     * @return for each row the logits behind its last token
     */
    float[][] step(int[][] tokens, TimedRun run) throws OrtException {
        int count = tokens[0].length;
        int piece = length == 0 && graphs.takesPieces() ? piece() : count;
        float[][] logits = new float[0][];
        for (int start = 0; start < count; start += piece) {
            int end = Math.min(count, start + piece);
            int[][] part = new int[rows][];
            for (int row = 0; row < rows; row++) {
                part[row] = Arrays.copyOfRange(tokens[row], start, end);
            }
            logits = run(part, run);
        }
        if (count > 1) {
            // The steps that follow need far less.
            logitsMemory = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
        }
        return logits;
    }

    /** So many tokens at once that their logits are not too large. */
    private int piece() {
        long bytesOfToken = (long) batchRows() * graphs.vocabulary() * Float.BYTES;
        return (int) Math.max(1, Math.min(PIECE, PIECE_BYTES / Math.max(1, bytesOfToken)));
    }

    /** Puts rows into another order: row {@code i} goes on with what row {@code sources[i]} was. */
    public void reorder(int[] sources) {
        for (PastSlot slot : slots) {
            // Rows of one text read the same source.
            if (!slot.form().ofSource()) {
                slot.reorder(padded(sources));
            }
        }
    }

    /** Keeps these rows only, in ascending order. */
    public void retain(int[] kept) {
        int[] withCompany = kept.length == 1 ? new int[] {kept[0], companion(kept[0])} : kept;
        slots.forEach(slot -> slot.retain(withCompany));
        if (encoded != null) {
            encoded = encoded.retain(kept);
        }
        firstPlaces = Arrays.stream(kept).map(row -> firstPlaces[row]).toArray();
        rows = kept.length;
    }

    /** A row behind this one; its past does not matter, as its answer is thrown away. */
    private int companion(int row) {
        return Math.min(row + 1, batchRows() - 1);
    }

    private int batchRows() {
        return Math.max(LEAST_ROWS, rows);
    }

    private int[] padded(int[] sources) {
        int[] padded = Arrays.copyOf(sources, batchRows());
        for (int row = rows; row < padded.length; row++) {
            padded[row] = row;
        }
        return padded;
    }

    private float[][] run(int[][] tokens, TimedRun run) throws OrtException {
        GraphSession session = length == 0 ? graphs.first() : graphs.following();
        int count = tokens[0].length;
        int batch = batchRows();
        try (TensorSet inputs = new TensorSet(graphs.environment(), graphs.handles());
                TensorSet outputs = new TensorSet(graphs.environment(), graphs.handles())) {
            Set<String> wanted = session.inputs().keySet();
            fillTokens(inputs, wanted, tokens);
            if (encoded != null) {
                encoded.giveTo(inputs, wanted, batch);
            }
            if (wanted.contains("use_cache_branch")) {
                inputs.put("use_cache_branch", length > 0);
            }
            for (PastSlot slot : slots) {
                if (wanted.contains(slot.form().input())) {
                    slot.giveTo(inputs, batch);
                }
                if (isWritten(slot, session)) {
                    slot.pinTo(outputs, batch, written(slot, count));
                }
            }
            boolean known = graphs.vocabulary() > 0;
            if (known) {
                int numbers = Math.multiplyExact(batch * count, graphs.vocabulary());
                int bytes = Math.multiplyExact(numbers, Float.BYTES);
                logitsMemory = enough(logitsMemory, bytes);
                outputs.view(
                        LOGITS,
                        logitsMemory.slice(0, bytes).order(ByteOrder.nativeOrder()),
                        OnnxJavaType.FLOAT,
                        batch,
                        count,
                        graphs.vocabulary());
            }
            float[][] logits =
                    session.run(
                            inputs.tensors(),
                            known ? Set.of() : Set.of(LOGITS),
                            outputs.tensors(),
                            run,
                            result -> last(known ? pinned() : given(result), count));
            for (PastSlot slot : slots) {
                if (isWritten(slot, session)) {
                    slot.turn(written(slot, count));
                }
            }
            length += count;
            return logits;
        }
    }

    /** What is about the source is written once, in the first step. */
    private boolean isWritten(PastSlot slot, GraphSession session) {
        return session.outputs().containsKey(slot.form().output())
                && !(slot.form().ofSource() && length > 0);
    }

    private int written(PastSlot slot, int count) {
        return slot.form().ofSource() ? encoded.length() : length + count;
    }

    private void fillTokens(TensorSet inputs, Set<String> wanted, int[][] tokens)
            throws OrtException {
        int count = tokens[0].length;
        int batch = batchRows();
        long[] ids = new long[batch * count];
        long[] positions = new long[batch * count];
        long[] mask = new long[batch * (length + count)];
        for (int row = 0; row < batch; row++) {
            int from = Math.min(row, rows - 1);
            for (int i = 0; i < count; i++) {
                ids[row * count + i] = tokens[from][i];
                int place = length + i;
                positions[row * count + i] =
                        place < firstPlaces[from] ? 1 : place - firstPlaces[from];
            }
            for (int place = 0; place < length + count; place++) {
                mask[row * (length + count) + place] = place < firstPlaces[from] ? 0 : 1;
            }
        }
        inputs.put("input_ids", ids, batch, count);
        if (wanted.contains("position_ids")) {
            inputs.put("position_ids", positions, batch, count);
        }
        if (wanted.contains("attention_mask")) {
            inputs.put("attention_mask", mask, batch, length + count);
        }
        if (wanted.contains("token_type_ids")) {
            inputs.put("token_type_ids", new long[batch * count], batch, count);
        }
    }

    /** The last places of the logits are copied; all of them may be many. */
    private float[][] last(FloatBuffer values, int count) throws OrtException {
        int vocabulary =
                graphs.vocabulary() > 0
                        ? graphs.vocabulary()
                        : values.remaining() / (batchRows() * count);
        float[][] logits = new float[rows][vocabulary];
        for (int row = 0; row < rows; row++) {
            values.get(((row + 1) * count - 1) * vocabulary, logits[row]);
            requireNumbers(logits[row]);
        }
        return logits;
    }

    private static void requireNumbers(float[] logits) throws OrtException {
        for (float logit : logits) {
            if (Float.isNaN(logit)) {
                throw new OrtException(
                        "a logit is no number; if the graph is fp16, take the fp32 one");
            }
        }
    }

    private FloatBuffer pinned() {
        return logitsMemory.asFloatBuffer();
    }

    private static FloatBuffer given(OrtSession.Result result) throws OrtException {
        if (!(result.get(LOGITS).orElse(null) instanceof OnnxTensor tensor)
                || tensor.getInfo().type != OnnxJavaType.FLOAT) {
            throw new OrtException("Output 'logits' is no tensor of float32.");
        }
        return tensor.getFloatBuffer();
    }

    private static ByteBuffer enough(ByteBuffer memory, int bytes) {
        return memory.capacity() >= bytes
                ? memory
                : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
