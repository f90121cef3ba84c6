package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/** Named tensors of one run; owns them until it is closed, but not the memory they look at. */
final class TensorSet implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OpenHandles handles;
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    TensorSet(OrtEnvironment environment, OpenHandles handles) {
        this.environment = environment;
        this.handles = handles;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /** Whole numbers, which are copied. */
    void put(String name, long[] values, long... shape) throws OrtException {
        add(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }

    /** A truth value. */
    void put(String name, boolean value) throws OrtException {
        add(name, OnnxTensor.createTensor(environment, new boolean[] {value}));
    }

    /** A view of memory outside of the heap, from the buffer's position to its limit: no copy. */
    void view(String name, ByteBuffer memory, OnnxJavaType type, long... shape)
            throws OrtException {
        add(name, OnnxTensor.createTensor(environment, memory, shape, type));
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

    private void add(String name, OnnxTensor tensor) {
        tensors.put(name, handles.opened(tensor));
    }
}
