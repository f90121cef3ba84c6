package io.runnel.schemas.document;

import java.util.Arrays;
import java.util.Objects;

/**
 * One Kafka record header. The value is {@code null} where the producer wrote none; equal means
 * equal bytes.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality by content is written below; copies would cost every
// record
public record Header(String name, byte[] value) {
    @Override
    public boolean equals(Object object) {
        return object instanceof Header other
                && Objects.equals(name, other.name)
                && Arrays.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(value));
    }

    /** The name and the size, never the bytes: they may be private. */
    @Override
    public String toString() {
        return "Header[" + name + ", " + (value == null ? "none" : value.length + " bytes") + "]";
    }
}
