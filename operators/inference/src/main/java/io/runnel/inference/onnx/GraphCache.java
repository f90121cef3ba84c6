package io.runnel.inference.onnx;

import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of optimized graphs, so that a process need not optimize what another one did. A graph
 * is found again by the same model digest, runtime version and processor only.
 *
 * <p>Nothing here fails: a folder that cannot be read or written is as good as none, and a file
 * that is not what its name says (its name ends with the digest of its content) is deleted. A file
 * appears whole or not at all, so any number of processes may share the folder, and anybody may
 * delete it at any time. Who can write it can change answers.
 */
public final class GraphCache {
    private static final Logger LOG = LoggerFactory.getLogger(GraphCache.class);
    private static final String SUFFIX = ".onnx";
    private static final int KEY_CHARS = 32;

    /** {@code null} for none. */
    private final Path folder;

    private GraphCache(Path folder) {
        this.folder = folder;
    }

    /** No folder: every process optimizes for itself. */
    public static GraphCache none() {
        return new GraphCache(null);
    }

    /** This folder; it is made when the first graph is saved. */
    public static GraphCache in(Path folder) {
        return new GraphCache(folder);
    }

    /** What the graph of this model is found by on this machine; empty if none is kept. */
    Optional<String> key(ModelDirectory model, String runtimeVersion) {
        return folder == null
                ? Optional.empty()
                : Processor.description()
                        .map(processor -> key(model.digest(), runtimeVersion, processor));
    }

    /** The graph that was saved under this key, its content checked. */
    Optional<Path> find(String key) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key + "-*" + SUFFIX)) {
            for (Path file : files) {
                if (file.getFileName().toString().equals(name(key, file))) {
                    return Optional.of(file);
                }
                LOG.warn("{} is damaged; it is deleted and written again.", file);
                discard(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The graph cache {} cannot be read; nothing is lost but time.", folder, e);
        }
        return Optional.empty();
    }

    /** A file of this process alone to write a graph to; empty if there is no room for one. */
    Optional<Path> draft(String key) {
        try {
            Files.createDirectories(folder);
            return Optional.of(Files.createFile(folder.resolve(key + "-" + UUID.randomUUID())));
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

    private static String key(String digest, String runtimeVersion, String processor) {
        String all =
                String.join(
                        "\n",
                        digest,
                        runtimeVersion,
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
