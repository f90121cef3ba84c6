package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an ONNX file says about itself; nothing in it is run or loaded.
 *
 * @param producer the program that wrote it
 * @param opsets the version of each set of operators; the standard's own name is empty
 * @param inputs what must be given, constants aside
 * @param operators how often each occurs, branches included
 * @param weightBits how narrow block-wise weights are
 */
public record GraphFacts(
        String producer,
        Map<String, Long> opsets,
        List<GraphValue> inputs,
        List<GraphValue> outputs,
        Map<String, Integer> operators,
        Set<Long> weightBits,
        Weights weights) {
    /** Operators that take the scale of their activations over the whole batch. */
    private static final Set<String> SCALED_OVER_BATCH =
            Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM");

    private static final Set<String> OF_BYTES =
            Set.of("MatMulInteger", "QLinearMatMul", "DynamicQuantizeMatMul", "QGemm");
    private static final int BEGINNING = 64;
    private static final int EIGHT_BITS = 8;

    public GraphFacts {
        opsets = Map.copyOf(opsets);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        operators = Map.copyOf(operators);
        weightBits = Set.copyOf(weightBits);
    }

    /**
     * Reads a graph's own file; files with weights beside it are named, not opened.
     *
     * @throws IOException with a phrase that says what the file is instead
     */
    public static GraphFacts read(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new IOException("it is empty");
        }
        if (size > Integer.MAX_VALUE) {
            throw new IOException(
                    "it has "
                            + size
                            + " bytes, and an ONNX file has less than 2 GiB: export it"
                            + " with its weights in a file beside it");
        }
        refuseLookalike(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return new GraphParser().parse(bytes);
        }
    }

    /** The input of this name, if there is one. */
    public Optional<GraphValue> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    /** The output of this name, if there is one. */
    public Optional<GraphValue> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    public List<String> inputNames() {
        return inputs.stream().map(GraphValue::name).toList();
    }

    public List<String> outputNames() {
        return outputs.stream().map(GraphValue::name).toList();
    }

    /**
     * Whether an answer may change with the rows beside it: the usual dynamic quantization takes
     * one scale over a whole batch.
     */
    public boolean isBatchDependent() {
        return !Collections.disjoint(operators.keySet(), SCALED_OVER_BATCH);
    }

    /**
     * {@code fp32}, {@code fp16}, {@code bf16}, {@code int8} or {@code int4}: what it reckons with.
     */
    public String precision() {
        if (operators.containsKey("MatMulNBits")) {
            return weightBits.contains((long) EIGHT_BITS) ? "int8" : "int4";
        }
        long bytes = weights.of("int8") + weights.of("uint8");
        long wide = weights.of("float32");
        long halves = weights.of("float16");
        long brains = weights.of("bfloat16");
        if (!Collections.disjoint(operators.keySet(), OF_BYTES)
                || bytes > Math.max(wide, Math.max(halves, brains))) {
            return "int8";
        }
        if (weights.of("int4") + weights.of("uint4") > wide) {
            return "int4";
        }
        if (brains > wide && brains > halves) {
            return "bf16";
        }
        return halves > wide ? "fp16" : "fp32";
    }

    private static void refuseLookalike(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(BEGINNING);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading();
        if (text.startsWith("version https://git-lfs")) {
            throw new IOException(
                    "it is a pointer of Git LFS, and the model itself was not fetched; run 'git lfs"
                            + " pull' where the folder was cloned");
        }
        if (Stream.of("<!doctype", "<html")
                .anyMatch(text.toLowerCase(java.util.Locale.ROOT)::startsWith)) {
            throw new IOException("it is a web page; download the file itself");
        }
        if (text.startsWith("PK")) {
            throw new IOException("it is a zip archive, as PyTorch saves weights");
        }
    }
}
