package io.runnel.modelstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small model folders. */
final class ModelFolder {
    static final String GRAPH = "onnx/model.onnx";

    private final Path folder;
    private String card;

    private ModelFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder of this model under the store, without a mistake. */
    static ModelFolder good(Path store, String name, String version) {
        ModelFolder model = new ModelFolder(store.resolve(name).resolve(version));
        model.file("tokenizer.json", "{}").file(GRAPH, "graph");
        return model.card(
                """
                name: %s
                version: %s
                licence: Apache-2.0
                description: For tests.
                base_model: none
                languages: [en, de]
                file: onnx/model.onnx
                precision: fp32
                max_tokens: 64
                heads:
                  - name: mood
                    task: sentiment
                    output: mood
                    pooling: mean
                    labels: [bad, good]
                    temperature: 1.5
                  - name: entities
                    task: token-classification
                    output: tags
                    labels: [O, B-person, I-person]
                digests:
                  tokenizer.json: "%s"
                  onnx/model.onnx: "%s"
                """
                        .formatted(
                                name,
                                version,
                                model.digest("tokenizer.json"),
                                model.digest(GRAPH)));
    }

    ModelFolder file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ModelFolder card(String text) {
        card = text;
        return file(ModelDirectory.CARD, text);
    }

    /** Replaces text of the card that must be there. */
    ModelFolder cardWith(String old, String changed) {
        if (!card.contains(old)) {
            throw new IllegalArgumentException("The card has no '" + old + "'.");
        }
        return card(card.replace(old, changed));
    }

    String digest(String name) {
        try {
            return Sha256.of(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }
}
