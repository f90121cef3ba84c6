package io.runnel.jobs.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this process's own, gone with everything in it when it is closed. A process that was
 * killed could not close its own, so the next one that makes a folder with the same prefix removes
 * it. The name says which process made it and when that started, in milliseconds since 1970.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;
    private final FolderLock lock;
    private boolean kept;

    private TemporaryFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a folder with a name of its own where temporary files go, and removes those with this
     * prefix whose process was killed.
     *
     * @throws IllegalStateException if that place cannot be written
     */
    public static TemporaryFolder create(String prefix) {
        return create(prefix, abandoned -> {});
    }

    /**
     * The same for a process that starts others in its folder.
     *
     * @param end ends what still runs in a folder whose process was killed, before it is removed
     */
    public static TemporaryFolder create(String prefix, Consumer<Path> end) {
        String ownPrefix =
                prefix
                        + ProcessHandle.current().pid()
                        + "-"
                        + ManagementFactory.getRuntimeMXBean().getStartTime()
                        + "-";
        try {
            TemporaryFolder folder = marked(ownPrefix);
            AbandonedFolders.remove(prefix, folder.path, ownPrefix, end);
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No temporary folder can be made in "
                            + System.getProperty("java.io.tmpdir")
                            + ": "
                            + e.getMessage()
                            + ". Make room there, or set java.io.tmpdir.",
                    e);
        }
    }

    private static TemporaryFolder marked(String ownPrefix) throws IOException {
        while (true) {
            Path path = Files.createTempDirectory(ownPrefix);
            Optional<FolderLock> lock = FolderLock.mark(path);
            if (lock.isPresent()) {
                return new TemporaryFolder(path, lock.get());
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Lets the folder stay, when this is closed and for ever. */
    public void keep() {
        kept = true;
        try {
            lock.remove();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Folder " + path + " cannot be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            if (!kept) {
                FolderDeletion.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("The temporary folder {} could not be removed.", path, e);
        }
    }
}
