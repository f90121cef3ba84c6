package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.runnel.inference.batch.Batch;
import io.runnel.modelstore.Head;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that one run writes, one for each wanted head; owns them until it is closed. */
final class OutputTensors implements AutoCloseable {
    private final Batch batch;
    private final Map<Head, FloatBuffer> numbers = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final OpenHandles handles;

    private OutputTensors(Batch batch, OpenHandles handles) {
        this.batch = batch;
        this.handles = handles;
    }

    /** Tensors for these heads, in the memory of {@code buffers}. */
    static OutputTensors of(
            OrtEnvironment environment,
            List<Head> wanted,
            Batch batch,
            RunBuffers buffers,
            OpenHandles handles)
            throws OrtException, RunMemoryException {
        OutputTensors outputs = new OutputTensors(batch, handles);
        try {
            for (Head head : wanted) {
                long[] shape = {batch.rows().size(), batch.rowLength(), head.width()};
                FloatBuffer room =
                        buffers.output(head.output(), batch.paddedTokens(), head.width());
                if (!outputs.tensors.containsKey(head.output())) {
                    outputs.tensors.put(
                            head.output(),
                            handles.opened(OnnxTensor.createTensor(environment, room, shape)));
                }
                outputs.numbers.put(head, room);
            }
            return outputs;
        } catch (OrtException | RunMemoryException | RuntimeException | Error e) {
            outputs.close();
            throw e;
        }
    }

    /** By the output's name. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /**
     * What the run wrote, copied once: each row by itself, so that a row whose document waits for
     * others keeps nothing of its neighbours in memory.
     */
    Logits read() {
        List<RowLogits> rows = new ArrayList<>(batch.rows().size());
        for (int row = 0; row < batch.rows().size(); row++) {
            Map<String, HeadLogits> heads = new HashMap<>();
            for (Map.Entry<Head, FloatBuffer> head : numbers.entrySet()) {
                int width = head.getKey().width();
                float[] own = new float[batch.rowLength() * width];
                head.getValue().get(row * own.length, own);
                heads.put(head.getKey().name(), new HeadLogits(own, width));
            }
            rows.add(new RowLogits(heads));
        }
        return new Logits(rows);
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
}
