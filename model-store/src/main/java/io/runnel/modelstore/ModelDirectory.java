package io.runnel.modelstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One model folder whose {@code runnel.yaml} is well-formed and whose files are all there, inside
 * the folder. Whether their content is what {@code runnel.yaml} promises says {@link #verify()}.
 */
public final class ModelDirectory {
    /** The file that describes the folder. */
    public static final String CARD = "runnel.yaml";

    /** The Hugging Face tokenizer. */
    public static final String TOKENIZER = "tokenizer.json";

    private final Path folder;
    private final ModelCard card;
    private final String digest;

    private ModelDirectory(Path folder, ModelCard card, String digest) {
        this.folder = folder;
        this.card = card;
        this.digest = digest;
    }

    /**
     * Opens a model folder.
     *
     * @throws ModelFolderException with every mistake in {@code runnel.yaml}
     */
    public static ModelDirectory open(Path folder) {
        List<String> mistakes = new ArrayList<>();
        try {
            byte[] yaml = Files.readAllBytes(folder.resolve(CARD));
            ModelCard card = CardReader.read(yaml, mistakes);
            FolderPaths paths = new FolderPaths(folder);
            if (!card.file().isBlank()) {
                paths.mistake("file", card.file()).ifPresent(mistakes::add);
            }
            new TreeMap<>(card.digests())
                    .keySet()
                    .forEach(file -> paths.mistake("digests", file).ifPresent(mistakes::add));
            if (mistakes.isEmpty()) {
                return new ModelDirectory(folder, card, Sha256.of(yaml));
            }
        } catch (IOException e) {
            mistakes.add(CARD + " cannot be read: " + e);
        }
        throw new ModelFolderException(folder, mistakes);
    }

    /** What the folder says about itself. */
    public ModelCard card() {
        return card;
    }

    /**
     * The digest of {@code runnel.yaml}, which pins every other file: equal digests, equal answers.
     */
    public String digest() {
        return digest;
    }

    /** The ONNX graph. */
    public Path graph() {
        return folder.resolve(card.file());
    }

    /** A file of the folder, by its relative path. */
    public Path file(String relative) {
        return folder.resolve(relative);
    }

    /** The tokenizer. */
    public Path tokenizer() {
        return folder.resolve(TOKENIZER);
    }

    /**
     * The digest of the tokenizer, as {@code runnel.yaml} says: models with equal ones tokenize
     * alike.
     */
    public String tokenizerDigest() {
        return Objects.requireNonNull(
                card.digests().get(TOKENIZER), "checked when the folder was opened");
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /**
     * Bytes of all files that {@code runnel.yaml} lists.
     *
     * @throws ModelFolderException with the first file whose size cannot be read
     */
    public long bytes() {
        long bytes = 0;
        for (String file : card.digests().keySet()) {
            try {
                bytes += Files.size(folder.resolve(file));
            } catch (IOException e) {
                throw new ModelFolderException(
                        folder, List.of("The size of file '" + file + "' cannot be read: " + e));
            }
        }
        return bytes;
    }

    /**
     * Checks that every file has the digest that {@code runnel.yaml} promises, and that no other
     * file is there.
     *
     * @throws ModelFolderException with every file that differs
     */
    public void verify() {
        List<String> mistakes = new ArrayList<>();
        new TreeMap<>(card.digests())
                .forEach((file, expected) -> compare(file, expected, mistakes));
        for (String file : new FolderPaths(folder).list()) {
            boolean own = file.equals(CARD) || file.equals(ModelSignature.FILE);
            if (!own && !card.digests().containsKey(file)) {
                mistakes.add("File '" + file + "' is not listed under digests in " + CARD + ".");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ModelFolderException(folder, mistakes);
        }
    }

    /**
     * Checks that whoever has the key of this public key has signed {@code runnel.yaml}. Together
     * with {@link #verify()}, every file is what they meant.
     *
     * @param publicKey a PEM file with an Ed25519 public key
     * @throws ModelFolderException if the signature is missing or another one
     * @throws IllegalArgumentException if the file holds no such key
     */
    public void verifySignature(Path publicKey) {
        byte[] yaml;
        try {
            yaml = Files.readAllBytes(folder.resolve(CARD));
        } catch (IOException e) {
            throw new ModelFolderException(folder, List.of(CARD + " cannot be read: " + e));
        }
        if (!Sha256.of(yaml).equals(digest)) {
            throw new ModelFolderException(
                    folder, List.of(CARD + " has changed since it was opened."));
        }
        ModelSignature.mistake(folder, yaml, publicKey)
                .ifPresent(
                        mistake -> {
                            throw new ModelFolderException(folder, List.of(mistake));
                        });
    }

    private void compare(String file, String expected, List<String> mistakes) {
        try {
            String found = Sha256.of(folder.resolve(file));
            if (!found.equals(expected)) {
                mistakes.add(
                        "File '"
                                + file
                                + "' has digest "
                                + found
                                + " and not "
                                + expected
                                + " as "
                                + CARD
                                + " says: it was changed or is damaged. Bring the folder in again.");
            }
        } catch (IOException e) {
            mistakes.add("File '" + file + "' cannot be read: " + e);
        }
    }
}
