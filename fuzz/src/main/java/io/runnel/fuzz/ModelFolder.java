package io.runnel.fuzz;

import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelFolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model folder whose {@code runnel.yaml} is anything at all is opened or refused with sentences;
 * it leads to no file outside of the folder, and takes neither minutes nor gigabytes.
 */
public final class ModelFolder {
    private static final Path FOLDER = folder();

    private ModelFolder() {}

    /** The bytes are the {@code runnel.yaml}. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            Files.write(FOLDER.resolve(ModelDirectory.CARD), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            ModelDirectory directory = ModelDirectory.open(FOLDER);
            requireInside(directory.graph());
            requireInside(directory.tokenizer());
            directory.verify();
        } catch (ModelFolderException e) {
            if (e.mistakes().isEmpty()) {
                throw new AssertionError("A refusal says nothing.", e);
            }
        }
    }

    private static void requireInside(Path file) {
        Path normal = file.toAbsolutePath().normalize();
        if (!normal.startsWith(FOLDER)) {
            throw new AssertionError("A model leads to " + normal + ".");
        }
        try {
            if (Files.exists(normal) && !normal.toRealPath().startsWith(FOLDER)) {
                throw new AssertionError("A model leads to " + normal.toRealPath() + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("runnel-fuzz-model-").toRealPath();
            Files.createDirectories(folder.resolve("onnx"));
            Files.writeString(folder.resolve("onnx").resolve("model.onnx"), "graph");
            Files.writeString(folder.resolve("tokenizer.json"), "{}");
            Files.createSymbolicLink(folder.resolve("link"), folder.getRoot());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
