package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.TinyModel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCheckTest {
    @TempDir Path folder;

    @Test
    void namesEveryDifferenceBetweenTheGraphAndItsCard() throws IOException {
        copyTiny();
        replaceInCard("output: queue", "output: queues");
        replaceInCard("[\"negative\", \"neutral\", \"positive\"]", "[\"negative\", \"positive\"]");
        assertThatRefused()
                .hasMessageContaining("reads output 'queues'; the graph has [queue, mood")
                .hasMessageContaining("expected float [batch, sequence, 2]");
    }

    /** Where the graph leaves its last dimension open, nothing else tells. */
    @Test
    void refusesHeadsThatReadOneOutputInDifferentWidths() throws IOException {
        copyTiny();
        replaceInCard("output: mood", "output: queue");
        replaceInCard("[\"negative\", \"neutral\", \"positive\"]", "[\"negative\", \"positive\"]");
        assertThatRefused()
                .hasMessageContaining(
                        "Heads 'queue' and 'mood' read output 'queue' as 3 and as 2 numbers");
    }

    @Test
    void refusesAnInputThatItCannotFill() throws IOException {
        copyTiny();
        byte[] graph = Files.readAllBytes(folder.resolve("onnx/model.onnx"));
        String latin = new String(graph, StandardCharsets.ISO_8859_1);
        byte[] renamed =
                latin.replace("position_ids", "pixel_values").getBytes(StandardCharsets.ISO_8859_1);
        writeGraph(renamed);
        assertThatRefused()
                .hasMessageContaining("wants input 'pixel_values'; this build fills input_ids");
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        copyTiny();
        writeGraph("no graph".getBytes(StandardCharsets.UTF_8));
        assertThatRefused().hasMessageContaining("cannot be loaded").hasMessageContaining("tiny/1");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatRefused() {
        ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
        ModelDirectory model = ModelDirectory.open(folder);
        var refused = assertThatThrownBy(() -> registry.acquire(model, new SessionPlan(1)));
        assertThat(registry.openHandles()).isZero();
        assertThat(registry.openSessions()).isZero();
        registry.close();
        return refused.isInstanceOf(IllegalArgumentException.class);
    }

    private void copyTiny() throws IOException {
        Path tiny = TinyModel.directory().path();
        Files.createDirectories(folder.resolve("onnx"));
        for (String file : new String[] {"runnel.yaml", "tokenizer.json", "onnx/model.onnx"}) {
            Files.copy(tiny.resolve(file), folder.resolve(file));
        }
    }

    private void writeGraph(byte[] graph) throws IOException {
        Files.write(folder.resolve("onnx/model.onnx"), graph);
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

    private void replaceInCard(String old, String changed) throws IOException {
        Path card = folder.resolve("runnel.yaml");
        String text = Files.readString(card);
        assertThat(text).contains(old);
        Files.writeString(card, text.replace(old, changed));
    }
}
