package io.runnel.jobs.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The data folder of an {@link EmbeddedBroker}: new, or written by one before, and not in use.
 * Anything else is refused before Kafka touches it.
 */
final class BrokerFolder {
    /** The cluster id of every embedded broker; a folder that has another one is not ours. */
    static final String CLUSTER_ID = "cnVubmVsLWVtYmVkZGVkIQ";

    private static final String META = "meta.properties";
    private static final String LOCK = ".lock";

    private final Path path;

    private BrokerFolder(Path path) {
        this.path = path;
    }

    /** How a folder becomes a broker's. */
    interface Format {
        void apply(Path folder) throws Exception;
    }

    /**
     * The folder, made if it is not there.
     *
     * @throws IllegalStateException if it is another program's, or in use
     */
    static BrokerFolder open(Path logDir) {
        Path path = logDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            Path meta = path.resolve(META);
            if (Files.exists(meta)) {
                requireOurs(path, meta);
                requireUnused(path);
            } else {
                requireEmpty(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The broker's folder " + path + " cannot be used: " + e, e);
        }
        return new BrokerFolder(path);
    }

    Path path() {
        return path;
    }

    /** Formats the folder unless a broker has been here before. */
    void formatIfNew(Format format) {
        if (Files.exists(path.resolve(META))) {
            return;
        }
        try {
            format.apply(path);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The broker's folder " + path + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private static void requireOurs(Path path, Path meta) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(meta)) {
            properties.load(reader);
        }
        String clusterId = properties.getProperty("cluster.id");
        if (!CLUSTER_ID.equals(clusterId)) {
            throw new IllegalStateException(
                    path
                            + " belongs to the Kafka cluster '"
                            + clusterId
                            + "', not to an embedded broker of Runnel. Name another folder.");
        }
    }

    private static void requireEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) {
                throw new IllegalStateException(
                        path
                                + " is not empty and was not written by an embedded broker of Runnel."
                                + " Name a new folder, or an empty one.");
            }
        }
    }

    private static void requireUnused(Path path) throws IOException {
        Path lock = path.resolve(LOCK);
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path, e);
        }
        throw inUse(path, null);
    }

    private static IllegalStateException inUse(Path path, Throwable cause) {
        return new IllegalStateException(
                path + " is in use by a running broker. Stop that one, or name another folder.",
                cause);
    }
}
