package io.runnel.jobs.command.enrich;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a file that somebody else appends to; every byte is read once. */
final class GrowingFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private long position;
    private long lines;

    GrowingFile(Path path) {
        this.path = path;
    }

    /** How many lines are complete now. */
    long lines() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            channel.position(position);
            while (channel.read(buffer) > 0) {
                buffer.flip();
                position += buffer.limit();
                while (buffer.hasRemaining()) {
                    if (buffer.get() == '\n') {
                        lines++;
                    }
                }
                buffer.clear();
            }
        }
        return lines;
    }
}
