package io.runnel.modelstore.graph;

import java.util.Arrays;

/** The types of a tensor's numbers, by the numbers that ONNX gives them. */
enum ElementType {
    FLOAT32(1, "float32", 32),
    UINT8(2, "uint8", 8),
    INT8(3, "int8", 8),
    UINT16(4, "uint16", 16),
    INT16(5, "int16", 16),
    INT32(6, "int32", 32),
    INT64(7, "int64", 64),
    STRING(8, "string", 64),
    BOOL(9, "bool", 8),
    FLOAT16(10, "float16", 16),
    FLOAT64(11, "float64", 64),
    UINT32(12, "uint32", 32),
    UINT64(13, "uint64", 64),
    BFLOAT16(16, "bfloat16", 16),
    UINT4(21, "uint4", 4),
    INT4(22, "int4", 4),
    OTHER(0, "other", 8);

    private final int number;
    private final String label;
    private final int bits;

    ElementType(int number, String label, int bits) {
        this.number = number;
        this.label = label;
        this.bits = bits;
    }

    static ElementType of(long number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .findFirst()
                .orElse(OTHER);
    }

    String label() {
        return label;
    }

    /** What this many of them take. */
    long bytes(long count) {
        return (count * bits + 7) / 8;
    }
}
