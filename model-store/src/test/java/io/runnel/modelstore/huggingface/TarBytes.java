package io.runnel.modelstore.huggingface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes entries of a tar archive. */
final class TarBytes {
    private static final int BLOCK = 512;

    private TarBytes() {}

    static void write(OutputStream out, String name, byte[] content) throws IOException {
        out.write(header(name, content.length, '0', ""));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    static void writeLink(OutputStream out, String name, String target) throws IOException {
        out.write(header(name, 0, '2', target));
    }

    private static byte[] header(String name, int size, char type, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 124, String.format("%011o", size));
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar");
        put(header, 263, "00");
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
