package io.runnel.inference.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.runnel.inference.ShippedPack;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.Rows;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCacheTest {
    private static final ModelDirectory PACK = ShippedPack.RUNNEL_BASE.directory();
    private static final ModelDirectory SMALL = ShippedPack.RUNNEL_SMALL.directory();
    private static final Set<String> HEADS =
            PACK.card().heads().stream().map(Head::name).collect(Collectors.toSet());
    private static final int TOKENS = 24;

    @TempDir private Path folder;

    @BeforeEach
    void needsASystemThatTellsItsProcessor() {
        assumeThat(Processor.description()).isPresent();
    }

    @Test
    void keepsTheOptimizedGraphAndGivesTheSameBitsWithIt() throws Exception {
        int[] bare = bits(GraphCache.none());
        assertThat(bits(GraphCache.in(folder))).isEqualTo(bare);
        assertThat(files()).hasSize(1);
        BasicFileAttributes written = attributes(files().get(0));
        assertThat(bits(GraphCache.in(folder))).isEqualTo(bare);
        assertThat(files()).hasSize(1);
        // A graph that is written again is another file of the same name.
        assertThat(attributes(files().get(0)).fileKey()).isEqualTo(written.fileKey());
        assertThat(attributes(files().get(0)).lastModifiedTime())
                .isEqualTo(written.lastModifiedTime());
    }

    @Test
    void writesAFileAgainThatIsDamagedOrHalfWritten() throws Exception {
        int[] bare = bits(GraphCache.in(folder));
        Path saved = files().get(0);
        byte[] whole = Files.readAllBytes(saved);

        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(saved, damaged);
        assertThat(bits(GraphCache.in(folder))).isEqualTo(bare);
        assertThat(files()).hasSize(1);
        assertThat(files().get(0)).hasBinaryContent(whole);

        Files.write(saved, Arrays.copyOf(whole, whole.length / 3));
        assertThat(bits(GraphCache.in(folder))).isEqualTo(bare);
        assertThat(files().get(0)).hasBinaryContent(whole);
    }

    @Test
    void replacesAFileThatTheRuntimeRefuses() throws Exception {
        GraphCache cache = GraphCache.in(folder);
        String key = cache.key(PACK, "1", OptLevel.ALL_OPT).orElseThrow();
        Path draft = cache.draft(key).orElseThrow();
        Files.write(draft, "no graph".getBytes(UTF_8));
        cache.keep(key, draft);
        Path refused = cache.find(key).orElseThrow();
        bits(cache);
        String used = files().stream().filter(file -> !file.equals(refused)).findFirst().get() + "";
        Path planted = Path.of(used.replaceFirst("[0-9a-f]{64}\\.onnx$", hash(refused)));
        Files.delete(Path.of(used));
        Files.copy(refused, planted);

        bits(cache);
        assertThat(planted).doesNotExist();
        assertThat(Path.of(used)).exists();
    }

    @Test
    void loadsTheModelWhereTheFolderCannotBeWritten() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        assertThat(bits(GraphCache.in(noFolder.resolve("graphs"))))
                .isEqualTo(bits(GraphCache.none()));
    }

    @Test
    void servesProcessesThatStartAtOnce() throws Exception {
        int[] bare = bits(GraphCache.none());
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<int[]>> starting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starting.add(
                    CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return bits(GraphCache.in(folder));
                            },
                            task -> new Thread(task).start()));
        }
        start.countDown();
        assertThat(starting)
                .allSatisfy(
                        bits ->
                                assertThat(bits.orTimeout(60, TimeUnit.SECONDS).join())
                                        .isEqualTo(bare));
        assertThat(files()).hasSize(1);
    }

    @Test
    void keepsModelsVersionsAndOptimizationsApart() {
        GraphCache cache = GraphCache.in(folder);
        Optional<String> key = cache.key(PACK, "1.28.0", OptLevel.ALL_OPT);
        assertThat(cache.key(PACK, "1.28.0", OptLevel.ALL_OPT)).isEqualTo(key);
        assertThat(cache.key(PACK, "1.28.1", OptLevel.ALL_OPT)).isNotEqualTo(key);
        assertThat(cache.key(PACK, "1.28.0", OptLevel.BASIC_OPT)).isNotEqualTo(key);
        assertThat(cache.key(SMALL, "1.28.0", OptLevel.ALL_OPT)).isNotEqualTo(key);
        assertThat(GraphCache.none().key(PACK, "1.28.0", OptLevel.ALL_OPT)).isEmpty();
    }

    /** The logits of a row, as bits, from a process of its own as far as graphs are concerned. */
    private static int[] bits(GraphCache cache) {
        ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory(), cache);
        try (ModelHandle model = registry.acquire(PACK, new SessionPlan(1))) {
            Batch batch = new Batch(TOKENS, List.of(Rows.ofLength(TOKENS)));
            RowLogits row = model.run(batch, HEADS, Duration.ofSeconds(60)).row(0);
            List<Integer> bits = new ArrayList<>();
            for (Head head : PACK.card().heads()) {
                HeadLogits logits = row.head(head.name());
                for (int i = 0; i < TOKENS * logits.labels(); i++) {
                    bits.add(Float.floatToRawIntBits(logits.at(0, i)));
                }
            }
            return bits.stream().mapToInt(bit -> bit).toArray();
        } catch (ModelRunException e) {
            throw new IllegalStateException(e);
        } finally {
            assertThat(registry.openHandles()).isZero();
            registry.close();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String hash(Path named) {
        return named.toString().replaceFirst("^.*-", "");
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
