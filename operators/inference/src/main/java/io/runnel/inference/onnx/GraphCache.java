package io.runnel.inference.onnx;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of optimized graphs, so that a process need not optimize what another one did. A graph
 * is found again by the same model digest, runtime version, optimization and processor only.
 *
 * <p>Nothing here fails: a folder that cannot be read or written is as good as none, and a file
 * that is not what its name says (its name ends with the digest of its content) is deleted. A file
 * appears whole or not at all, so any number of processes may share the folder, and anybody may
 * delete it at any time. What a process that died was writing is deleted after an hour. Who can
 * write the folder can change answers.
 */
public final class GraphCache {
    private static final Logger LOG = LoggerFactory.getLogger(GraphCache.class);
    static final String SUFFIX = ".onnx";
    private static final String DRAFT_SUFFIX = ".draft";
    private static final Duration DRAFT_LIFE = Duration.ofHours(1);
    private static final int KEY_CHARS = 32;

    /** Raise it when this class or the session's options write other graphs than before. */
    private static final String GRAPH_FORMAT = "1";

    /** {@code null} for none. */
    private final Path folder;

    private final Clock clock;

    private GraphCache(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** No folder: every process optimizes for itself. */
    public static GraphCache none() {
        return new GraphCache(null, Clock.systemUTC());
    }

    /** This folder; it is made when the first graph is saved. */
    public static GraphCache in(Path folder) {
        return in(folder, Clock.systemUTC());
    }

    /**
     * @param clock tells how old a draft is
     */
    static GraphCache in(Path folder, Clock clock) {
        return new GraphCache(folder, clock);
    }

    /** What the graph of this model is found by on this machine; empty if none is kept. */
    Optional<String> key(ModelDirectory model, String runtimeVersion, OptLevel optimization) {
        return folder == null
                ? Optional.empty()
                : Processor.description()
                        .map(
                                processor ->
                                        key(
                                                model.digest(),
                                                runtimeVersion,
                                                optimization.name(),
                                                processor));
    }

    /** The graph that was saved under this key, its content checked. */
    Optional<Path> find(String key) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key + "-*" + SUFFIX)) {
            for (Path file : files) {
                if (isWhole(key, file)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("The graph cache {} cannot be read; nothing is lost but time.", folder, e);
        }
        return Optional.empty();
    }

    /** A file of this process alone to write a graph to; empty if there is no room for one. */
    Optional<Path> draft(String key) {
        try {
            // A link to a folder is no folder to "createDirectories".
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            discardOldDrafts();
            Path draft = folder.resolve(key + "-" + UUID.randomUUID() + DRAFT_SUFFIX);
            return Optional.of(Files.createFile(draft));
        } catch (IOException e) {
            LOG.warn(
                    "The graph cache {} cannot be written; the model is optimized at each start.",
                    folder,
                    e);
            return Optional.empty();
        }
    }

    /** Gives a draft that was written its name, by which others find it. */
    void keep(String key, Path draft) {
        try {
            Path named = folder.resolve(name(key, draft));
            Files.move(draft, named, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("The optimized graph {} cannot be kept.", draft, e);
            discard(draft);
        }
    }

    /** Deletes a file that is of no use. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted.", file, e);
        }
    }

    /** Whether a file is what its name says; one that is not is deleted. */
    private boolean isWhole(String key, Path file) {
        try {
            if (file.getFileName().toString().equals(name(key, file))) {
                return true;
            }
            LOG.warn("{} is damaged; it is deleted and written again.", file);
            discard(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; it is left out.", file, e);
        }
        return false;
    }

    /** Those of processes that ended before they had written them. */
    private void discardOldDrafts() {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*" + DRAFT_SUFFIX)) {
            for (Path draft : drafts) {
                if (isOld(draft)) {
                    discard(draft);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Old drafts in the graph cache {} cannot be deleted.", folder, e);
        }
    }

    private boolean isOld(Path draft) {
        try {
            Instant oldest = clock.instant().minus(DRAFT_LIFE);
            return Files.getLastModifiedTime(draft).toInstant().isBefore(oldest);
        } catch (IOException e) {
            LOG.debug("{} is gone: another process has finished or deleted it.", draft, e);
            return false;
        }
    }

    private static String key(
            String digest, String runtimeVersion, String optimization, String processor) {
        String all =
                String.join(
                        "\n",
                        GRAPH_FORMAT,
                        digest,
                        runtimeVersion,
                        optimization,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        processor);
        byte[] sum = sha256().digest(all.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sum).substring(0, KEY_CHARS);
    }

    private static String name(String key, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return key + "-" + HexFormat.of().formatHex(digest.digest()) + SUFFIX;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
