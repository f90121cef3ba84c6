package io.runnel.jobs.command.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk of a known size that can be filled without harm to others: a file system inside a file.
 * Needs {@code mkfs.ext4} and the right to mount.
 */
public final class SmallDisk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmallDisk.class);
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String IMAGE = ".disk";
    private static final int IMAGE_DEPTH = 2;

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /** Mounts a new disk on a folder, or nothing where this user or this machine cannot. */
    public static Optional<SmallDisk> tryMount(Path folder, long bytes) {
        Path image = folder.resolveSibling(folder.getFileName() + IMAGE);
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

    /** Unmounts those that a process which was killed left below the folder of its cluster. */
    static void unmountAll(Path cluster) {
        List<Path> images;
        try (Stream<Path> found =
                Files.find(
                        cluster,
                        IMAGE_DEPTH,
                        (path, attributes) -> path.toString().endsWith(IMAGE))) {
            images = found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path image : images) {
            String name = image.toString();
            Shell.attempt("umount", "-l", name.substring(0, name.length() - IMAGE.length()));
        }
    }

    /**
     * Leaves no room on it.
     *
     * @throws IllegalStateException if there is room all the same
     */
    public void fill() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (FileChannel out =
                FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = CHUNK_BYTES; size > 0; size /= 2) {
                fillWith(out, chunk, size);
            }
        } catch (IOException e) {
            LOG.debug("No room for one more file.", e);
        }
        long room;
        try {
            room = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (room > CHUNK_BYTES) {
            throw new IllegalStateException(
                    "The disk " + folder + " was to be full and has room for " + room + " bytes.");
        }
    }

    /** Writes pieces of this size until one does not fit. */
    private static void fillWith(FileChannel out, byte[] chunk, int size) {
        try {
            while (true) {
                ByteBuffer piece = ByteBuffer.wrap(chunk, 0, size);
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
        } catch (IOException e) {
            LOG.debug("No room for {} bytes more.", size, e);
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
