package io.runnel.modelstore.huggingface;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The variants of a graph that transformers.js keeps beside each other, told by the end of the file
 * name; in the order in which one is chosen where nobody says which.
 */
enum Precision {
    FULL("fp32", ""),
    INT8("int8", "_int8"),
    QUANTIZED("quantized", "_quantized"),
    UINT8("uint8", "_uint8"),
    FOUR_BITS("q4", "_q4"),
    BNB4("bnb4", "_bnb4"),
    HALF("fp16", "_fp16"),
    FOUR_BITS_HALF("q4f16", "_q4f16");

    private final String label;
    private final String suffix;

    Precision(String label, String suffix) {
        this.label = label;
        this.suffix = suffix;
    }

    String label() {
        return label;
    }

    /** The graph's file in this variant, as {@code model_q4.onnx}. */
    String file(String name) {
        return name + suffix + ".onnx";
    }

    static Optional<Precision> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", "));
    }

    /** The one that is wanted, or all in the order of choice. */
    static List<Precision> wanted(String label) {
        return ofLabel(label).map(List::of).orElseGet(() -> List.of(values()));
    }
}
