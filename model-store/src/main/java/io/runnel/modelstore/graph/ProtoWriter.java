package io.runnel.modelstore.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one protocol buffers message field by field. */
final class ProtoWriter {
    private static final int GROUP_BITS = 7;
    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtoWriter text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.toBytes());
    }

    ProtoWriter bytes(int field, byte[] content) {
        varint(((long) field << 3) | ProtoReader.LENGTH_DELIMITED);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }

    /** The number of a field and the length of its content; the content is to follow. */
    ProtoWriter head(int field, long length) {
        varint(((long) field << 3) | ProtoReader.LENGTH_DELIMITED);
        varint(length);
        return this;
    }

    /** A field with its number and value, as it was read. */
    ProtoWriter whole(byte[] field) {
        out.writeBytes(field);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~(long) GROUP) != 0) {
            out.write((int) (left & GROUP) | MORE);
            left >>>= GROUP_BITS;
        }
        out.write((int) left);
    }
}
