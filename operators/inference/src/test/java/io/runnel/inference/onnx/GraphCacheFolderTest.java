package io.runnel.inference.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.runnel.inference.TinyModel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the folder beside whole graphs, and what the folder may be. */
class GraphCacheFolderTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;

    @Test
    void findsAGraphAmongFilesThatCannotBeReadOrAreGone() throws IOException {
        GraphCache cache = GraphCache.in(folder);
        keep(cache, "graph");
        Path kept = cache.find(KEY).orElseThrow();
        for (int i = 0; i < 10; i++) {
            Files.createDirectory(folder.resolve(KEY + "-" + i + "-unreadable.onnx"));
            Files.createSymbolicLink(
                    folder.resolve(KEY + "-" + i + "-gone.onnx"), folder.resolve("nowhere"));
        }
        assertThat(cache.find(KEY)).contains(kept);
    }

    @Test
    void deletesDraftsThatAreOlderThanAnHour() throws IOException {
        GraphCache now = GraphCache.in(folder);
        Path crashed = now.draft(KEY).orElseThrow();
        keep(now, "graph");
        assertThat(crashed).exists();

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61));
        Path draft = GraphCache.in(folder, later).draft("another").orElseThrow();
        assertThat(crashed).doesNotExist();
        assertThat(draft).exists();
        assertThat(now.find(KEY)).isPresent();
    }

    @Test
    void mayBeALinkToAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        GraphCache cache = GraphCache.in(Files.createSymbolicLink(folder.resolve("link"), real));
        keep(cache, "graph");
        assertThat(files(real)).hasSize(1);
        assertThat(cache.find(KEY)).isPresent();
    }

    @Test
    void keepsNoGraphWhoseWeightsMayStandInAFileOfTheirOwn() throws IOException {
        assumeThat(Processor.description()).isPresent();
        Path graphs = folder.resolve("graphs");
        Path tiny = copyOfTiny();
        load(tiny, graphs);
        assertThat(files(graphs)).hasSize(1);

        Files.delete(files(graphs).get(0));
        Files.writeString(tiny.resolve("onnx/weights.bin"), "weights");
        Files.writeString(
                tiny.resolve("runnel.yaml"),
                Files.readString(tiny.resolve("runnel.yaml"))
                        + "  onnx/weights.bin: \"sha256:"
                        + "0".repeat(64)
                        + "\"\n");
        load(tiny, graphs);
        assertThat(files(graphs)).isEmpty();
    }

    private static void load(Path model, Path graphs) {
        ModelRegistry registry =
                new ModelRegistry(Executors.defaultThreadFactory(), GraphCache.in(graphs));
        registry.acquire(ModelDirectory.open(model), new SessionPlan(1)).close();
        assertThat(registry.openHandles()).isZero();
        registry.close();
    }

    private Path copyOfTiny() throws IOException {
        Path tiny = TinyModel.directory().path();
        Path copy = folder.resolve("tiny");
        Files.createDirectories(copy.resolve("onnx"));
        for (String file : List.of("runnel.yaml", "tokenizer.json", "onnx/model.onnx")) {
            Files.copy(tiny.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static void keep(GraphCache cache, String graph) throws IOException {
        Path draft = cache.draft(KEY).orElseThrow();
        Files.write(draft, graph.getBytes(UTF_8));
        cache.keep(KEY, draft);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
