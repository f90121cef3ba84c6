package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.TinyModel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A copy of the tiny model that a test may change; its digests stay right. */
record TinyCopy(Path folder) {
    private static final String GRAPH = "onnx/model.onnx";

    static TinyCopy in(Path folder) throws IOException {
        Path tiny = TinyModel.directory().path();
        Files.createDirectories(folder.resolve("onnx"));
        for (String file : new String[] {"runnel.yaml", "tokenizer.json", GRAPH}) {
            Files.copy(tiny.resolve(file), folder.resolve(file));
        }
        return new TinyCopy(folder);
    }

    ModelDirectory open() {
        return ModelDirectory.open(folder);
    }

    byte[] graph() throws IOException {
        return Files.readAllBytes(folder.resolve(GRAPH));
    }

    void writeGraph(byte[] graph) throws IOException {
        Files.write(folder.resolve(GRAPH), graph);
        try {
            String digest =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(graph));
            Path card = folder.resolve("runnel.yaml");
            Files.writeString(
                    card,
                    Files.readString(card)
                            .replaceAll("(model.onnx: \"sha256:).*\"", "$1" + digest + "\""));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    void replaceInCard(String old, String changed) throws IOException {
        Path card = folder.resolve("runnel.yaml");
        String text = Files.readString(card);
        assertThat(text).contains(old);
        Files.writeString(card, text.replace(old, changed));
    }
}
