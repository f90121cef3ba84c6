package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.ShippedPack;
import io.runnel.inference.TinyModel;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.Rows;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model computes the heads that are wanted, and gives the same bits as the whole one. */
class WantedHeadsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SessionPlan TWO_COPIES = new SessionPlan(1, 2);
    private static final ModelDirectory PACK = ShippedPack.RUNNEL_BASE.directory();
    private static final Set<String> TICKETS =
            Set.of("ticket-queue", "banking-intent", "sentiment", "entities", "salience");

    /** A lone short row, one of a batch, one longer than most texts. */
    private static final List<Batch> BATCHES =
            List.of(
                    new Batch(8, rows(8)),
                    new Batch(24, rows(20, 24, 17)),
                    new Batch(64, rows(64, 61)),
                    new Batch(256, rows(251)));

    private final ModelRegistry registry =
            new ModelRegistry(Executors.defaultThreadFactory(), GraphCache.none(), Duration.ZERO);

    @AfterEach
    void leavesNoNativeHandleOpen() {
        assertThat(registry.openHandles()).isZero();
        assertThat(registry.openSessions()).isZero();
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(ShippedPack.class)
    void givesTheSameBitsWhicheverHeadsAreWanted(ShippedPack shipped) throws Exception {
        ModelDirectory pack = shipped.directory();
        Set<String> all = heads(pack);
        try (ModelHandle whole = registry.acquire(pack, TWO_COPIES)) {
            List<Set<String>> wishes = new ArrayList<>(all.stream().map(Set::of).toList());
            wishes.add(TICKETS);
            wishes.add(all);
            for (Set<String> wish : wishes) {
                try (ModelHandle part = registry.acquire(pack, new SessionPlan(1))) {
                    part.want(wish).join();
                    assertEqualBits(pack, whole, part, wish);
                }
            }
        }
    }

    @Test
    void givesTheSameBitsFromASavedGraph(@TempDir Path folder) throws Exception {
        ModelRegistry saving =
                new ModelRegistry(
                        Executors.defaultThreadFactory(), GraphCache.in(folder), Duration.ZERO);
        try (ModelHandle whole = registry.acquire(PACK, TWO_COPIES);
                ModelHandle part = saving.acquire(PACK, TWO_COPIES)) {
            part.want(TICKETS).join();
            assertEqualBits(PACK, whole, part, TICKETS);
        }
        assertThat(saving.openHandles()).isZero();
        saving.close();
    }

    @Test
    void aRunThatAsksForMoreThanWasWantedGetsIt() throws Exception {
        try (ModelHandle whole = registry.acquire(PACK, TWO_COPIES);
                ModelHandle part = registry.acquire(PACK, new SessionPlan(1))) {
            part.want(Set.of("sentiment")).join();
            assertEqualBits(PACK, whole, part, Set.of("ticket-queue"));
        }
    }

    @Test
    void runsGoOnWhileMoreIsWanted() throws Exception {
        List<String> growing = List.copyOf(heads(PACK));
        try (ModelHandle model = registry.acquire(PACK, TWO_COPIES)) {
            model.want(Set.of("sentiment")).join();
            int[] bits = bits(PACK, model, BATCHES.get(0), Set.of("sentiment"));
            AtomicBoolean enough = new AtomicBoolean();
            List<CompletableFuture<Integer>> runners =
                    IntStream.range(0, 3)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () -> runUntil(enough, model, bits),
                                                    body -> new Thread(body).start()))
                            .toList();
            for (String head : growing) {
                model.want(Set.of(head)).join();
            }
            enough.set(true);
            assertThat(runners).allSatisfy(runs -> assertThat(runs.join()).isPositive());
        }
    }

    @Test
    void closingWaitsForALoadThatIsUnderWay() {
        for (int i = 0; i < 3; i++) {
            ModelHandle model = registry.acquire(PACK, TWO_COPIES);
            CompletableFuture<Void> wanting =
                    CompletableFuture.runAsync(
                            () -> model.want(TICKETS).join(), body -> new Thread(body).start());
            model.close();
            assertThat(registry.openHandles()).isZero();
            // Whoever comes too late is told so.
            wanting.exceptionally(
                            e -> {
                                assertThat(e).hasRootCauseInstanceOf(IllegalStateException.class);
                                return null;
                            })
                    .join();
        }
    }

    @Test
    void aGraphThatCannotBeCutRunsWhole() throws Exception {
        try (ModelHandle tiny = registry.acquire(TinyModel.directory(), TWO_COPIES)) {
            tiny.want(Set.of("queue")).join();
            tiny.want(Set.of("mood")).join();
            assertThat(tiny.run(new Batch(4, rows(4)), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        }
    }

    @Test
    void refusesWishesForAModelThatIsClosed() {
        ModelHandle model = registry.acquire(PACK, TWO_COPIES);
        model.close();
        assertThatThrownBy(() -> model.want(TICKETS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static int runUntil(AtomicBoolean enough, ModelHandle model, int[] expected) {
        int runs = 0;
        while (!enough.get() || runs == 0) {
            assertThat(bits(PACK, model, BATCHES.get(0), Set.of("sentiment"))).isEqualTo(expected);
            runs++;
        }
        return runs;
    }

    private static void assertEqualBits(
            ModelDirectory pack, ModelHandle whole, ModelHandle part, Set<String> heads) {
        for (Batch batch : BATCHES) {
            assertThat(bits(pack, part, batch, heads)).isEqualTo(bits(pack, whole, batch, heads));
        }
    }

    private static int[] bits(
            ModelDirectory pack, ModelHandle model, Batch batch, Set<String> heads) {
        List<Integer> bits = new ArrayList<>();
        Logits logits;
        try {
            logits = model.run(batch, heads, LONG);
        } catch (ModelRunException e) {
            throw new IllegalStateException(e);
        }
        for (int row = 0; row < logits.rows(); row++) {
            for (Head head : pack.card().heads()) {
                if (heads.contains(head.name())) {
                    HeadLogits own = logits.row(row).head(head.name());
                    for (int i = 0; i < batch.rows().get(row).length() * head.width(); i++) {
                        bits.add(Float.floatToRawIntBits(own.at(0, i)));
                    }
                }
            }
        }
        assertThat(new HashSet<>(bits)).hasSizeGreaterThan(1);
        return bits.stream().mapToInt(bit -> bit).toArray();
    }

    private static Set<String> heads(ModelDirectory pack) {
        return pack.card().heads().stream().map(Head::name).collect(Collectors.toSet());
    }

    /** Rows of these lengths, of tokens that differ. */
    private static List<TokenizedChunk> rows(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> Rows.of(new Random(length).ints(length - 2, 5, 130).toArray()))
                .toList();
    }
}
