package io.runnel.jobs.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A sign in a folder that a living process uses it. The operating system takes the lock back when
 * the process ends, however it ends; a process number could belong to another process by then.
 *
 * <p>Must not be tried on a folder that this same process holds: closing a file gives all locks of
 * the process on it back.
 */
final class FolderLock implements AutoCloseable {
    private static final String FILE = ".in-use";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Marks a new folder as used; empty if another process has just removed it as abandoned. */
    static Optional<FolderLock> mark(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var unused = channel.lock();
        if (Files.exists(file)) {
            return Optional.of(new FolderLock(file, channel));
        }
        channel.close();
        return Optional.empty();
    }

    /** Takes the place of a process that is gone; empty if it lives, or never marked the folder. */
    static Optional<FolderLock> inherit(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean ours = false;
        try {
            ours = channel.tryLock() != null;
        } finally {
            if (!ours) {
                channel.close();
            }
        }
        return ours ? Optional.of(new FolderLock(file, channel)) : Optional.empty();
    }

    /** Takes the sign away: nobody will think that the folder was abandoned. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
