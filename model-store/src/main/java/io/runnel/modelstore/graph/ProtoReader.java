package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one protocol buffers message field by field; never reads behind its end, whatever it holds.
 *
 * <p>ONNX is all that is read with it, so there is no generated code and no further library.
 */
final class ProtoReader {
    /** How a field's value is written. */
    static final int VARINT = 0;

    static final int FIXED_64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED_32 = 5;

    private static final int VARINT_BITS = 7;
    private static final int MOST_VARINT_BITS = 63;

    private final ByteBuffer bytes;
    private int start;
    private int field;
    private int wire;

    /** Reads what the buffer holds from its position to its limit, and leaves the buffer alone. */
    ProtoReader(ByteBuffer message) {
        this.bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; its value must be read or skipped. */
    boolean next() throws IOException {
        if (!bytes.hasRemaining()) {
            return false;
        }
        start = bytes.position();
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field < 1) {
            throw malformed("field " + field);
        }
        return true;
    }

    /** Whether a packed field has another number. */
    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** Whether the field's value is a message, a text, bytes, or packed numbers. */
    boolean isDelimited() {
        return wire == LENGTH_DELIMITED;
    }

    /** A whole number. */
    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= MOST_VARINT_BITS; shift += VARINT_BITS) {
            if (!bytes.hasRemaining()) {
                throw malformed("a number that is cut off");
            }
            byte part = bytes.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    /** The bytes of a message, text, or packed numbers; a view. */
    ByteBuffer delimited() throws IOException {
        if (wire != LENGTH_DELIMITED) {
            throw malformed("wire type " + wire + " in field " + field);
        }
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw malformed(
                    "a field of " + length + " bytes where " + bytes.remaining() + " are left");
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    /** A message inside this one. */
    ProtoReader message() throws IOException {
        return new ProtoReader(delimited());
    }

    String text() throws IOException {
        return StandardCharsets.UTF_8.decode(delimited()).toString();
    }

    /** The field with its number and value, as its bytes are; goes over it. */
    byte[] whole() throws IOException {
        skip();
        byte[] whole = new byte[bytes.position() - start];
        bytes.get(start, whole);
        return whole;
    }

    /** The same as a view, for fields that are too large to copy. */
    ByteBuffer wholeView() throws IOException {
        skip();
        return bytes.slice(start, bytes.position() - start);
    }

    /** Goes over the field's value. */
    void skip() throws IOException {
        switch (wire) {
            case VARINT -> varint();
            case FIXED_64 -> skip(Long.BYTES);
            case LENGTH_DELIMITED -> delimited();
            case FIXED_32 -> skip(Integer.BYTES);
            default -> throw malformed("wire type " + wire);
        }
    }

    private void skip(int count) throws IOException {
        if (bytes.remaining() < count) {
            throw malformed("a field that is cut off");
        }
        bytes.position(bytes.position() + count);
    }

    private static IOException malformed(String what) {
        return new IOException("it holds " + what + ", which no ONNX file has");
    }
}
