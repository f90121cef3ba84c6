package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCheckTest {
    @TempDir Path folder;

    @Test
    void namesEveryDifferenceBetweenTheGraphAndItsCard() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        copy.replaceInCard("output: queue", "output: queues");
        copy.replaceInCard(
                "[\"negative\", \"neutral\", \"positive\"]", "[\"negative\", \"positive\"]");
        assertThatRefused()
                .hasMessageContaining("reads output 'queues'; the graph has [queue, mood")
                .hasMessageContaining("expected float [batch, sequence, 2]");
    }

    /** Where the graph leaves its last dimension open, nothing else tells. */
    @Test
    void refusesHeadsThatReadOneOutputInDifferentWidths() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        copy.replaceInCard("output: mood", "output: queue");
        copy.replaceInCard(
                "[\"negative\", \"neutral\", \"positive\"]", "[\"negative\", \"positive\"]");
        assertThatRefused()
                .hasMessageContaining(
                        "Heads 'queue' and 'mood' read output 'queue' as 3 numbers for each token and"
                                + " as 2 numbers for each token");
    }

    @Test
    void refusesAnInputThatItCannotFill() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        String latin = new String(copy.graph(), StandardCharsets.ISO_8859_1);
        byte[] renamed =
                latin.replace("position_ids", "pixel_values").getBytes(StandardCharsets.ISO_8859_1);
        copy.writeGraph(renamed);
        assertThatRefused()
                .hasMessageContaining("wants input 'pixel_values'; this build fills input_ids");
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        copy.writeGraph("no graph".getBytes(StandardCharsets.UTF_8));
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
}
