package io.runnel.inference;

import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.task.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's files that change under a running engine. */
class ChangedModelTest {
    @TempDir Path store;

    @BeforeEach
    void copyTheModel() throws IOException {
        Path from = TinyModel.store();
        try (Stream<Path> all = Files.walk(from.resolve("tiny").resolve("1"))) {
            for (Path path : all.toList()) {
                Path to = store.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
        }
    }

    @Test
    void answersAsBeforeUntilItStartsAgainAndThenRefuses() throws IOException {
        Path graph = store.resolve("tiny").resolve("1").resolve("onnx").resolve("model.onnx");
        try (InferenceEngine.Lease engine = engine()) {
            engine.prepare(List.of(QUEUE));
            Labels before = engine.submit(request(List.of(QUEUE), "refund")).join().of(QUEUE);

            Files.write(graph, new byte[] {1, 2, 3});

            Labels after = engine.submit(request(List.of(QUEUE), "refund")).join().of(QUEUE);
            assertThat(after).isEqualTo(before);
        }
        try (InferenceEngine.Lease engine = engine()) {
            assertThatThrownBy(() -> engine.prepare(List.of(QUEUE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tiny")
                    .hasMessageContaining("onnx/model.onnx");
        }
    }

    @Test
    void refusesAFolderWhoseGraphIsGone() throws IOException {
        Files.delete(store.resolve("tiny").resolve("1").resolve("onnx").resolve("model.onnx"));
        try (InferenceEngine.Lease engine = engine()) {
            assertThatThrownBy(() -> engine.prepare(List.of(QUEUE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void loadsNoModelThatNobodySignedWhereAKeyIsSet() throws Exception {
        String key =
                Base64.getEncoder()
                        .encodeToString(
                                KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPublic()
                                        .getEncoded());
        Path file = Files.writeString(store.resolve("models.pub"), key);
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(settings().withPublicKey(file))) {
            assertThatThrownBy(() -> engine.prepare(List.of(QUEUE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tiny")
                    .hasMessageContaining("must be signed here");
        }
    }

    private InferenceEngine.Lease engine() {
        return InferenceEngine.acquire(settings());
    }

    private EngineSettings settings() {
        return new EngineSettings(store, 1, 1, 512, 0, Duration.ofSeconds(30));
    }
}
