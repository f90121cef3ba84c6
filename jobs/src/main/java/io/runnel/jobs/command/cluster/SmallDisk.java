package io.runnel.jobs.command.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk of a known size that can be filled without harm to others: a file system inside a file.
 * Needs {@code mkfs.ext4} and the right to mount.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /** Mounts a new disk on a folder, or nothing where this user or this machine cannot. */
    public static Optional<SmallDisk> tryMount(Path folder, long bytes) {
        Path image = folder.resolveSibling(folder.getFileName() + ".disk");
        try {
            Files.createDirectories(folder);
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean mounted =
                Shell.attempt("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()).isEmpty()
                        && Shell.attempt("mount", "-o", "loop", image.toString(), folder.toString())
                                .isEmpty();
        SmallDisk disk = new SmallDisk(folder, image);
        if (!mounted) {
            disk.deleteImage();
            return Optional.empty();
        }
        // Kafka takes every folder in its data for a partition, and refuses this one.
        try {
            Files.deleteIfExists(folder.resolve("lost+found"));
        } catch (IOException e) {
            disk.close();
            throw new UncheckedIOException(e);
        }
        return Optional.of(disk);
    }

    /** Leaves no room on it. */
    public void fill() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = Files.newOutputStream(filler())) {
            for (int size = CHUNK_BYTES; size > 0; size /= 2) {
                fillWith(out, chunk, size);
            }
        } catch (IOException e) {
            // Closing may want to write, too; the disk is as full as it gets.
        }
    }

    private static void fillWith(OutputStream out, byte[] chunk, int size) {
        try {
            while (true) {
                out.write(chunk, 0, size);
            }
        } catch (IOException e) {
            // No room for so much; a smaller piece may fit.
        }
    }

    /** Makes room again. */
    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException("The filled disk cannot be emptied.", e);
        }
    }

    /** Unmounts it; what is on it is gone. */
    @Override
    public void close() {
        Shell.attempt("umount", "-l", folder.toString());
        deleteImage();
    }

    private Path filler() {
        return folder.resolve("filler.tmp");
    }

    private void deleteImage() {
        try {
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
