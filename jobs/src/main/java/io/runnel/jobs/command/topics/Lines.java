package io.runnel.jobs.command.topics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, one at a time: a file of any size and any encoding, broken ones
 * included. A carriage return before the line's end is not part of the line.
 */
public final class Lines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private byte[] current = {};
    private long number = -1;

    public Lines(InputStream in) {
        this.in = in;
    }

    /** Reads the next line; tells whether there was one. */
    public boolean advance() throws IOException {
        line.reset();
        boolean begun = false;
        while (fill()) {
            begun = true;
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (position < limit) {
                position++;
                break;
            }
        }
        if (!begun) {
            return false;
        }
        number++;
        current = withoutCarriageReturn(line.toByteArray());
        return true;
    }

    /** The bytes of the line read last, its end not included. */
    public byte[] line() {
        return current;
    }

    /** The number of the line read last, from 0. */
    public long number() {
        return number;
    }

    /** Whether a line holds nothing but spaces and tabs. */
    public static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private static byte[] withoutCarriageReturn(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\r') {
            return Arrays.copyOf(bytes, length - 1);
        }
        return bytes;
    }
}
