package io.runnel.schemas.registry;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Which schema a record was written with, as Confluent's clients write it: a byte 0 and four bytes
 * of number, or a byte 1 and sixteen bytes of GUID. The same bytes stand before the value, or in
 * the header {@value #VALUE_HEADER}.
 */
public sealed interface SchemaId extends Serializable {
    /** The header that says which schema a record's value has. */
    String VALUE_HEADER = "__value_schema_id";

    /** The first byte of a number. */
    byte NUMBER_MARK = 0;

    /** The first byte of a GUID. */
    byte GUID_MARK = 1;

    /** As it stands in a record. */
    byte[] bytes();

    /** Where the registry answers for it, behind its address. */
    String path();

    /** A number that one registry gave. */
    record Numbered(int number) implements SchemaId {
        static final int LENGTH = 1 + Integer.BYTES;

        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(LENGTH).put(NUMBER_MARK).putInt(number).array();
        }

        @Override
        public String path() {
            return "/schemas/ids/" + number;
        }

        @Override
        public String toString() {
            return "id " + number;
        }
    }

    /** An id that is the same in every registry, as it is made of the schema. */
    record Global(UUID guid) implements SchemaId {
        static final int LENGTH = 1 + 2 * Long.BYTES;

        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(LENGTH)
                    .put(GUID_MARK)
                    .putLong(guid.getMostSignificantBits())
                    .putLong(guid.getLeastSignificantBits())
                    .array();
        }

        @Override
        public String path() {
            return "/schemas/guids/" + guid;
        }

        @Override
        public String toString() {
            return "GUID " + guid;
        }
    }

    /**
     * The id that these bytes begin with.
     *
     * @throws IllegalArgumentException if they begin with none, with what was expected and found
     */
    static SchemaId read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == NUMBER_MARK && bytes.length >= Numbered.LENGTH) {
            return new Numbered(ByteBuffer.wrap(bytes).getInt(1));
        }
        if (bytes.length > 0 && bytes[0] == GUID_MARK && bytes.length >= Global.LENGTH) {
            ByteBuffer guid = ByteBuffer.wrap(bytes, 1, Global.LENGTH - 1);
            return new Global(new UUID(guid.getLong(), guid.getLong()));
        }
        throw new IllegalArgumentException(
                "expected a schema id (byte 0 and 4 bytes, or byte 1 and 16 bytes), found "
                        + found(bytes));
    }

    private static String found(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing";
        }
        char first = (char) (bytes[0] & 0xff);
        String shown = first > ' ' && first < 0x7f ? " '" + first + "'" : "";
        return "%d %s that begin with 0x%02x%s"
                .formatted(bytes.length, bytes.length == 1 ? "byte" : "bytes", (int) first, shown);
    }
}
