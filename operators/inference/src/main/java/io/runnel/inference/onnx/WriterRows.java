package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows that a model writes together: sequences of one length, with what they remember of their
 * past. Not thread-safe; native handles live as long as a step, and its memory is left to others
 * when it is closed.
 *
 * <p>Rows never see each other. A single row is run twice, because the runtime multiplies one row
 * with another program than several, and the last bits of an answer would depend on its company.
 */
public final class WriterRows implements AutoCloseable {
    private static final int LEAST_ROWS = 2;
    private static final String LOGITS = "logits";

    /** Memory for logits that is so many times too large is given back. */
    private static final int TOO_LARGE = 4;

    private final WriterGraphs graphs;
    private final List<PastSlot> slots;
    private final EncodedRows encoded;
    private ByteBuffer logitsMemory = DirectMemory.none();
    private int[] firstPlaces;
    private int rows;
    private int length;

    /**
     * @param encoded what the encoder read for each row; {@code null} if there is no encoder
     * @param firstPlaces the first token of each row that counts
     * @param mostTokens of a row, once everything is written
     */
    WriterRows(WriterGraphs graphs, EncodedRows encoded, int[] firstPlaces, int mostTokens) {
        this.graphs = graphs;
        this.slots =
                graphs.past().stream()
                        .map(form -> new PastSlot(form, mostTokens, graphs.memory()))
                        .toList();
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
     * Gives each row its next tokens, as many to each, and keeps only the past: the logits of all
     * places of a long text would be the largest thing of all.
     */
    void read(int[][] tokens, TimedRun run) throws OrtException, RunMemoryException {
        run(tokens, false, run);
    }

    /**
     * Gives each row its next tokens, as many to each, and tells what may follow.
     *
     * @return for each row the logits behind its last token
     */
    float[][] step(int[][] tokens, TimedRun run) throws OrtException, RunMemoryException {
        return run(tokens, true, run);
    }

    /** Puts rows into another order: row {@code i} goes on with what row {@code sources[i]} was. */
    void reorder(int[] sources) throws RunMemoryException {
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
            encoded.retain(withCompany);
        }
        firstPlaces = Arrays.stream(kept).map(row -> firstPlaces[row]).toArray();
        rows = kept.length;
    }

    /** Leaves its memory to others; no step may follow. */
    @Override
    public void close() {
        slots.forEach(PastSlot::close);
        if (encoded != null) {
            encoded.close();
        }
        leaveLogits();
    }

    private void leaveLogits() {
        graphs.memory().leave(logitsMemory);
        logitsMemory = DirectMemory.none();
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

    private float[][] run(int[][] tokens, boolean tellsLogits, TimedRun run)
            throws OrtException, RunMemoryException {
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
            boolean pinned = tellsLogits && graphs.vocabulary() > 0;
            if (pinned) {
                pinLogits(outputs, count);
            }
            float[][] logits =
                    session.run(
                            inputs.tensors(),
                            tellsLogits && !pinned ? Set.of(LOGITS) : Set.of(),
                            outputs.tensors(),
                            run,
                            result ->
                                    tellsLogits
                                            ? last(pinned ? pinned() : given(result), count)
                                            : new float[0][]);
            for (PastSlot slot : slots) {
                if (isWritten(slot, session)) {
                    slot.turn(written(slot, count));
                }
            }
            length += count;
            return logits;
        }
    }

    private void pinLogits(TensorSet outputs, int count) throws OrtException, RunMemoryException {
        int batch = batchRows();
        long bytes = (long) batch * count * graphs.vocabulary() * Float.BYTES;
        if (logitsMemory.capacity() < bytes || logitsMemory.capacity() / TOO_LARGE > bytes) {
            leaveLogits();
            logitsMemory = graphs.memory().piece(LOGITS, bytes);
        }
        outputs.view(
                LOGITS,
                DirectMemory.part(logitsMemory, bytes),
                OnnxJavaType.FLOAT,
                batch,
                count,
                graphs.vocabulary());
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

    /** The logits behind each row's last token. */
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

    /** A graph may rule tokens out with minus infinity; nothing else may be no number. */
    private static void requireNumbers(float[] logits) throws OrtException {
        for (float logit : logits) {
            if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
                throw new OrtException(
                        "output 'logits' has "
                                + logit
                                + " behind a text; expected finite numbers. Some models overflow in"
                                + " float16: take their float32 export");
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
}
