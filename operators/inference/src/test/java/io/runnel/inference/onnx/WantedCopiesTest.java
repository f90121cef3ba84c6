package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import io.runnel.inference.ShippedPack;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the copies of a graph compute, and when they are replaced. */
class WantedCopiesTest {
    private static final ModelDirectory PACK = ShippedPack.RUNNEL_BASE.directory();
    private static final SessionPlan TWO_COPIES = new SessionPlan(1, 2);
    private static final Set<String> ALL =
            PACK.card().heads().stream().map(Head::output).collect(Collectors.toSet());
    private static final Duration NEVER = Duration.ofDays(1);

    private final OpenHandles handles = new OpenHandles();
    private WantedCopies copies;

    @AfterEach
    void leavesNoNativeHandleOpen() {
        copies.close();
        copies.close();
        assertThat(handles.count()).isZero();
    }

    @Test
    void computeTheWantedOutputsOnly() {
        load(Duration.ZERO);
        long open = handles.count();
        assertThat(outputs()).isEqualTo(ALL);
        copies.want(Set.of("sentiment")).join();
        assertThat(outputs()).containsExactly("sentiment");
        copies.want(Set.of("sentiment")).join();
        assertThat(outputs()).containsExactly("sentiment");
        copies.want(ALL).join();
        assertThat(outputs()).isEqualTo(ALL);
        copies.want(Set.of("sentiment")).join();
        assertThat(outputs()).isEqualTo(ALL);
        assertThat(handles.count()).isEqualTo(open);
    }

    @Test
    void giveAtOnceWhatTheyLacked() {
        load(Duration.ZERO);
        copies.want(Set.of("sentiment")).join();
        var unused = copies.want(Set.of("salience"));
        assertThat(outputs()).containsExactlyInAnyOrder("sentiment", "salience");
    }

    @Test
    void staySoWhileWishesAreStillComing() {
        load(NEVER);
        CompletableFuture<Void> fitting = copies.want(Set.of("sentiment"));
        assertThat(copies.want(Set.of("salience"))).isSameAs(fitting).isNotDone();
        assertThat(outputs()).isEqualTo(ALL);
    }

    @Test
    void endTheirWaitingWhenTheyAreClosed() {
        load(NEVER);
        CompletableFuture<Void> fitting = copies.want(Set.of("sentiment"));
        copies.close();
        fitting.join();
        assertThatThrownBy(() -> copies.want(Set.of("sentiment")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void fitAllWishesOfJobsThatStartTogether() {
        load(Duration.ofMillis(50));
        List<String> outputs = ALL.stream().sorted().limit(6).toList();
        outputs.stream()
                .map(
                        output ->
                                CompletableFuture.runAsync(
                                        () -> copies.want(Set.of(output)).join(),
                                        body -> new Thread(body).start()))
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(outputs()).containsExactlyInAnyOrderElementsOf(outputs);
    }

    @Test
    void areCutStillAfterAThreadThatWantedWasInterrupted() {
        load(Duration.ZERO);
        copies.want(Set.of("sentiment")).join();
        Thread.currentThread().interrupt();
        var unused = copies.want(Set.of("salience"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outputs()).containsExactlyInAnyOrder("sentiment", "salience");
        copies.want(Set.of("ticket-queue")).join();
        assertThat(outputs()).hasSize(3);
    }

    private void load(Duration calm) {
        GraphLoader loader =
                new GraphLoader(OrtEnvironment.getEnvironment(), GraphCache.none(), handles);
        copies = WantedCopies.whole(loader, PACK, TWO_COPIES, calm);
    }

    private Set<String> outputs() {
        return copies.first().outputs();
    }
}
