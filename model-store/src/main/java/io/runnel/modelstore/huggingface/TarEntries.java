package io.runnel.modelstore.huggingface;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the regular files of a tar archive, as POSIX and GNU write them. Links and devices are
 * refused: a model has none.
 */
final class TarEntries {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int MAGIC_AT = 257;
    private static final int LONGEST_NAME = 1 << 16;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;

    /** More than any disk has. */
    private static final long MOST_BYTES = 1L << 50;

    private final InputStream in;
    private final Receiver receiver;

    private TarEntries(InputStream in, Receiver receiver) {
        this.in = in;
        this.receiver = receiver;
    }

    /** Takes a file of the archive. */
    interface Receiver {
        void take(String name, InputStream content) throws IOException;
    }

    static void read(InputStream in, Receiver receiver) throws IOException {
        new TarEntries(in, receiver).read();
    }

    private void read() throws IOException {
        String longName = "";
        long longSize = -1;
        for (byte[] header = block(); !isEmpty(header); header = block()) {
            if (!text(header, MAGIC_AT, 5).equals("ustar")) {
                throw new IOException("it is no tar archive");
            }
            char type = (char) header[TYPE_AT];
            boolean isFile = type == '0' || type == 0;
            Content content = new Content(isFile && longSize >= 0 ? longSize : size(header));
            switch (type) {
                case 'L' ->
                        longName =
                                new String(content.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8)
                                        .replace("\0", "");
                case 'x' -> {
                    String records =
                            new String(content.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8);
                    longName = value(records, "path");
                    String size = value(records, "size");
                    longSize = size.isEmpty() ? -1 : whole(size, DECIMAL);
                }
                case '0', 0 -> {
                    receiver.take(longName.isEmpty() ? name(header) : longName, content);
                    longName = "";
                    longSize = -1;
                }
                case '5', 'g' -> {
                    longName = "";
                    longSize = -1;
                }
                default ->
                        throw new IOException(
                                "its entry '" + name(header) + "' is neither a file nor a folder");
            }
            content.skipRest();
        }
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_AT, PREFIX_BYTES);
        String name = text(header, 0, NAME_BYTES);
        boolean posix = header[MAGIC_AT + 5] == 0;
        return posix && !prefix.isEmpty() ? prefix + "/" + name : name;
    }

    /** A value among the records {@code length key=value} of an extended header. */
    private static String value(String records, String key) {
        String mark = " " + key + "=";
        for (String record : records.split("\n", -1)) {
            int start = record.indexOf(mark);
            if (start >= 0) {
                return record.substring(start + mark.length());
            }
        }
        return "";
    }

    private static long size(byte[] header) throws IOException {
        if (header[SIZE_AT] < 0) {
            long size = 0;
            for (int i = SIZE_AT + 4; i < SIZE_AT + SIZE_BYTES; i++) {
                size = (size << Byte.SIZE) | (header[i] & 0xff);
            }
            return sound(size);
        }
        return whole(text(header, SIZE_AT, SIZE_BYTES).strip(), OCTAL);
    }

    private static long whole(String digits, int base) throws IOException {
        try {
            return sound(Long.parseLong(digits, base));
        } catch (NumberFormatException e) {
            throw new IOException("it is damaged: an entry has no size", e);
        }
    }

    private static long sound(long size) throws IOException {
        if (size < 0 || size > MOST_BYTES) {
            throw new IOException("it is damaged: an entry has " + size + " bytes");
        }
        return size;
    }

    private static String text(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.UTF_8);
    }

    private static boolean isEmpty(byte[] header) {
        for (byte one : header) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** The next block; an empty one at the end. */
    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length != 0 && block.length != BLOCK) {
            throw new EOFException("it is cut off");
        }
        return block.length == 0 ? new byte[BLOCK] : block;
    }

    /** The bytes of one entry. */
    private final class Content extends InputStream {
        private final long padded;
        private long left;
        private long consumed;

        Content(long size) {
            this.left = size;
            this.padded = (size + BLOCK - 1) / BLOCK * BLOCK;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, start, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("it is cut off");
            }
            left -= read;
            consumed += read;
            return read;
        }

        void skipRest() throws IOException {
            try {
                in.skipNBytes(padded - consumed);
            } catch (EOFException e) {
                throw new IOException("it is cut off", e);
            }
        }
    }
}
