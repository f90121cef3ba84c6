package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.ModelFolderException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What somebody names as a model: a folder, or an archive that is unpacked into a folder of its own
 * until this is closed. No entry of an archive gets out of that folder.
 */
public final class Archive implements AutoCloseable {
    /** What no model shrinks to: weights are hard to pack. */
    private static final long MOST_RATIO = 200;

    /** Small archives may be of one text. */
    private static final long ALWAYS_FINE = 16L << 20;

    private static final int MOST_ENTRIES = 10_000;
    private static final List<String> ENDINGS = List.of(".zip", ".tar", ".tar.gz", ".tgz");

    private final Path source;
    private final Path folder;
    private final boolean unpacked;
    private final Room room;
    private long bytes;
    private int entries;

    /** How much may be unpacked: as no model packs better, and as the disk holds twice. */
    private record Room(long byRatio, long byDisk) {
        static Room of(Path source, Path folder) throws IOException {
            return new Room(
                    Math.max(ALWAYS_FINE, MOST_RATIO * Files.size(source)),
                    Files.getFileStore(folder).getUsableSpace() / 2);
        }

        void require(long bytes) throws IOException {
            if (bytes > byRatio) {
                throw new IOException(
                        "it unpacks to more than "
                                + MOST_RATIO
                                + " times its size, which no model does");
            }
            if (bytes > byDisk) {
                throw new IOException(
                        "it unpacks to more than "
                                + (byDisk >> 20)
                                + " MiB, half of what is free beside the model store; the model is"
                                + " copied once more");
            }
        }
    }

    private Archive(Path source, Path folder, Room room) {
        this.source = source;
        this.folder = folder;
        this.room = room;
        this.unpacked = !source.equals(folder);
    }

    /**
     * Opens a folder, or unpacks an archive.
     *
     * @param scratch where an archive may be unpacked
     * @throws ModelFolderException if it is neither, with what it is
     */
    public static Archive open(Path source, Path scratch) throws IOException {
        if (Files.isDirectory(source)) {
            return new Archive(source, source, new Room(0, 0));
        }
        if (Files.notExists(source)) {
            throw new ModelFolderException(
                    source,
                    List.of(
                            "It does not exist; expected a folder, or an archive "
                                    + ENDINGS
                                    + "."));
        }
        Path folder = Files.createTempDirectory(scratch, ".unpacked-");
        Archive archive = new Archive(source, folder, Room.of(source, scratch));
        boolean done = false;
        try {
            archive.unpack();
            done = true;
            return archive;
        } finally {
            if (!done) {
                archive.close();
            }
        }
    }

    /**
     * The model's folder: where {@code config.json} is, if the archive has one folder around all.
     */
    public Path folder() throws IOException {
        Path inner = folder;
        while (unpacked && Files.notExists(inner.resolve(ModelConfig.FILE))) {
            List<Path> children;
            try (Stream<Path> listed = Files.list(inner)) {
                children = listed.toList();
            }
            if (children.size() != 1 || !Files.isDirectory(children.get(0))) {
                return inner;
            }
            inner = children.get(0);
        }
        return inner;
    }

    @Override
    public void close() throws IOException {
        if (unpacked) {
            delete(folder);
        }
    }

    /** Deletes a folder and what is in it; links are deleted, not followed. */
    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walked = Files.walk(folder)) {
            paths = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private void unpack() throws IOException {
        String name = String.valueOf(source.getFileName()).toLowerCase(Locale.ROOT);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
            if (name.endsWith(".zip")) {
                zip(in);
            } else if (name.endsWith(".tar")) {
                TarEntries.read(in, this::write);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                TarEntries.read(new GZIPInputStream(in), this::write);
            } else {
                throw new IOException("it is a file that is none of " + ENDINGS);
            }
            if (entries == 0) {
                throw new IOException("it is no archive, or an empty one");
            }
        } catch (IOException e) {
            throw new ModelFolderException(
                    source,
                    List.of(
                            "It cannot be unpacked: "
                                    + e.getMessage()
                                    + ". Expected a folder, or an archive "
                                    + ENDINGS
                                    + "."));
        }
    }

    private void zip(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
            if (!entry.isDirectory()) {
                write(entry.getName(), zip);
            }
        }
    }

    private static ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the name of one of its files is not written in UTF-8; pack it again, with names in"
                            + " plain letters",
                    e);
        }
    }

    /** What macOS puts into archives beside the files themselves. */
    private static boolean isOfMacOs(String name) {
        return Arrays.stream(name.split("/", -1))
                .anyMatch(
                        part ->
                                part.equals("__MACOSX")
                                        || part.equals(".DS_Store")
                                        || part.startsWith("._"));
    }

    private void write(String name, InputStream content) throws IOException {
        entries++;
        if (entries > MOST_ENTRIES) {
            throw new IOException("it has more than " + MOST_ENTRIES + " files");
        }
        Path file = place(name);
        if (isOfMacOs(name)) {
            return;
        }
        Files.createDirectories(file.getParent());
        byte[] buffer = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                room.require(bytes);
                out.write(buffer, 0, read);
            }
        }
    }

    private Path place(String name) throws IOException {
        try {
            Path path = Path.of(name);
            Path file = folder.resolve(path).normalize();
            if (!path.isAbsolute()
                    && !name.contains("\\")
                    && file.startsWith(folder)
                    && !file.equals(folder)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new IOException("its entry '" + name + "' is no path", e);
        }
        throw new IOException("its entry '" + name + "' leaves the folder");
    }
}
