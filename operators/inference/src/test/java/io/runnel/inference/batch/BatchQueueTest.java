package io.runnel.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.batch.QueuedChunk.Lane;
import io.runnel.inference.token.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
    private final BatchQueue<Integer> queue = new BatchQueue<>(new TokenBudget(64));
    private final Line<Integer> line = queue.openLine();

    @Test
    void takesWhatIsThereAtOnce() throws InterruptedException {
        queue.offer(line, List.of(chunk("a", 16, 1)));
        assertThat(owners(queue.take())).containsExactly(1);
        assertThat(queue.size()).isZero();
    }

    @Test
    void fillsABatchWithRowsOfOneLengthUpToTheBudget() throws InterruptedException {
        queue.offer(
                line,
                List.of(
                        chunk("a", 16, 1),
                        chunk("a", 32, 2),
                        chunk("a", 16, 3),
                        chunk("a", 16, 4),
                        chunk("a", 32, 5)));
        queue.offer(line, List.of(chunk("a", 16, 6), chunk("a", 16, 7)));
        assertThat(owners(queue.take())).containsExactly(1, 3, 4, 6);
        assertThat(owners(queue.take())).containsExactly(2, 5);
        assertThat(owners(queue.take())).containsExactly(7);
    }

    @Test
    void servesTheChunkThatHasWaitedLongest() throws InterruptedException {
        queue.offer(
                line,
                List.of(
                        chunk("a", 32, 1),
                        chunk("a", 16, 2),
                        chunk("a", 32, 3),
                        chunk("a", 32, 4)));
        assertThat(owners(queue.take())).containsExactly(1, 3);
        assertThat(owners(queue.take())).containsExactly(2);
        assertThat(owners(queue.take())).containsExactly(4);
    }

    @Test
    void neverMixesModels() throws InterruptedException {
        queue.offer(line, List.of(chunk("a", 16, 1), chunk("b", 16, 2), chunk("a", 16, 3)));
        assertThat(owners(queue.take())).containsExactly(1, 3);
        assertThat(owners(queue.take())).containsExactly(2);
    }

    @Test
    void takesARowThatAloneIsOverTheBudget() throws InterruptedException {
        queue.offer(line, List.of(chunk("a", 128, 1), chunk("a", 128, 2)));
        assertThat(owners(queue.take())).containsExactly(1);
    }

    @Test
    void servesWhatCameBeforeTheChunkAtWhichAnOfferFailed() throws InterruptedException {
        assertThatThrownBy(() -> queue.offer(line, Arrays.asList(chunk("a", 16, 1), null)))
                .isInstanceOf(NullPointerException.class);
        assertThat(queue.size()).isEqualTo(1);
        queue.offer(line, List.of(chunk("a", 16, 2)));
        assertThat(owners(queue.take())).containsExactly(1, 2);
        assertThatThrownBy(() -> queue.offer(line, Arrays.asList(null, chunk("a", 16, 3))))
                .isInstanceOf(NullPointerException.class);
        assertThat(queue.size()).isZero();
        queue.offer(line, List.of(chunk("a", 16, 4)));
        assertThat(owners(queue.take())).containsExactly(4);
    }

    @Test
    void givesBackWhatWaitsWhenItIsClosed() throws InterruptedException {
        queue.offer(line, List.of(chunk("a", 16, 1), chunk("a", 32, 2)));
        assertThat(owners(queue.close())).containsExactlyInAnyOrder(1, 2);
        assertThat(queue.take()).isEmpty();
        assertThat(queue.offer(line, List.of(chunk("a", 16, 3)))).isFalse();
        assertThat(queue.close()).isEmpty();
    }

    @Test
    void wakesItsTakersWhenItIsClosed() {
        List<CompletableFuture<List<QueuedChunk<Integer>>>> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(CompletableFuture.supplyAsync(() -> take(queue)));
        }
        queue.close();
        takers.forEach(taker -> assertThat(taker.orTimeout(20, TimeUnit.SECONDS).join()).isEmpty());
    }

    @Test
    void handsEveryChunkToOneTaker() {
        ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(
                    CompletableFuture.runAsync(
                            () -> {
                                while (taken.size() < 8_000) {
                                    List<QueuedChunk<Integer>> batch = take(queue);
                                    taken.addAll(owners(batch));
                                    if (batch.isEmpty() || taken.size() >= 8_000) {
                                        queue.close();
                                    }
                                }
                            }));
        }
        List<CompletableFuture<Void>> givers = new ArrayList<>();
        for (int giver = 0; giver < 4; giver++) {
            int first = giver * 2_000;
            givers.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = first; i < first + 2_000; i++) {
                                    queue.offer(line, List.of(chunk("a", i % 2 == 0 ? 16 : 32, i)));
                                }
                            }));
        }
        givers.forEach(giver -> giver.orTimeout(20, TimeUnit.SECONDS).join());
        takers.forEach(taker -> taker.orTimeout(20, TimeUnit.SECONDS).join());
        Set<Integer> distinct = new HashSet<>(taken);
        assertThat(distinct).hasSize(8_000);
        assertThat(taken).hasSize(8_000);
    }

    private static QueuedChunk<Integer> chunk(String model, int rowLength, int owner) {
        return new QueuedChunk<>(new Lane(model, rowLength), Rows.ofLength(8), owner, 0);
    }

    private static List<Integer> owners(List<QueuedChunk<Integer>> chunks) {
        return chunks.stream().map(QueuedChunk::owner).toList();
    }

    private static <T> List<QueuedChunk<T>> take(BatchQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
