package io.runnel.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.batch.QueuedChunk.Lane;
import io.runnel.inference.token.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Who is served when, told by a clock that only runs move: a batch takes as long as it has padded
 * tokens.
 */
class FairSharingTest {
    private static final int BUDGET = 512;

    private final BatchQueue<String> queue = new BatchQueue<>(new TokenBudget(BUDGET));
    private final Line<String> tickets = queue.openLine();
    private final Line<String> transcripts = queue.openLine();
    private final Map<String, Integer> served = new TreeMap<>();
    private long clock;
    private long longestWait;

    @Test
    void takesAQuietLeasesChunkNextHoweverManyOthersWait() throws InterruptedException {
        offer(transcripts, "transcripts", 256, 5_000);
        run();
        offer(tickets, "tickets", 48, 1);
        assertThat(run()).containsExactly("tickets");
    }

    @Test
    void delaysTicketsByAboutABatchWhileTranscriptsFlood() throws InterruptedException {
        Random random = new Random(4);
        offer(transcripts, "transcripts", 256, 20_000);
        for (int i = 0; i < 2_000; i++) {
            if (i % 4 == 0) {
                offer(tickets, "tickets", 16 * (1 + random.nextInt(16)), 1);
            }
            run();
        }
        assertThat(served.get("tickets")).isGreaterThan(60_000);
        assertThat(longestWait).isLessThanOrEqualTo(2 * BUDGET);
    }

    @Test
    void takesTheChunkOfALeaseThatWasAwayNextAmongManyEqualFloods() throws InterruptedException {
        flood(8);
        for (int i = 0; i < 40; i++) {
            run();
            run();
            run();
            Line<String> quiet = queue.openLine();
            offer(quiet, "tickets", 48, 1);
            assertThat(run()).containsExactly("tickets");
        }
    }

    @Test
    void delaysTicketsByAtMostABatchOfEachFlood() throws InterruptedException {
        Random random = new Random(9);
        flood(8);
        for (int i = 0; i < 4_000; i++) {
            if (random.nextInt(3) == 0) {
                offer(tickets, "tickets", 16 * (1 + random.nextInt(4)), 1);
            }
            run();
        }
        assertThat(served.get("tickets")).isGreaterThan(40_000);
        assertThat(longestWait).isLessThanOrEqualTo(8 * BUDGET);
    }

    @Test
    void letsAFloodOfTheSameLengthRideAlongUntilItIsAhead() throws InterruptedException {
        offer(transcripts, "transcripts", 48, 20_000);
        offer(tickets, "tickets", 48, 1);
        assertThat(run()).hasSize(10).contains("tickets", "transcripts");
        for (int i = 0; i < 500; i++) {
            offer(tickets, "tickets", 48, 1);
            run();
            assertThat(Math.abs(served.get("tickets") - served.get("transcripts")))
                    .isLessThan(3 * BUDGET);
        }
    }

    @Test
    void servesLeasesThatKeepItBusyEqually() throws InterruptedException {
        Line<String> invoices = queue.openLine();
        Random random = new Random(7);
        offer(transcripts, "transcripts", 256, 4_000);
        for (int i = 0; i < 6_000; i++) {
            offer(tickets, "tickets", 8 * (1 + random.nextInt(8)), 1);
            offer(invoices, "invoices", 16 * (1 + random.nextInt(16)), 1);
        }
        for (int i = 0; i < 900; i++) {
            run();
            assertThat(most() - least()).isLessThan(3 * BUDGET);
        }
        assertThat(least()).isGreaterThan(100_000);
    }

    @Test
    void servesALongChunkWhileShortOnesKeepComing() throws InterruptedException {
        offer(transcripts, "transcripts", 256, 1);
        offer(transcripts, "the long one", 512, 1);
        int runs = 0;
        do {
            offer(transcripts, "transcripts", 16, 40);
            offer(tickets, "tickets", 16, 40);
            assertThat(++runs).isLessThan(12);
        } while (!run().contains("the long one"));
    }

    @Test
    void givesALeaseThatWasAwayNoClaimOnThatTime() throws InterruptedException {
        offer(transcripts, "transcripts", 256, 1_000);
        for (int i = 0; i < 400; i++) {
            run();
        }
        served.clear();
        offer(tickets, "tickets", 256, 1_000);
        for (int i = 0; i < 100; i++) {
            run();
        }
        assertThat(served.get("tickets")).isBetween(24_000, 28_000);
    }

    @Test
    void forgivesALeaseThatWasAloneWhatItWasServed() throws InterruptedException {
        offer(tickets, "tickets", 32, 4_000);
        while (queue.size() > 0) {
            run();
        }
        offer(transcripts, "transcripts", 256, 100);
        offer(tickets, "tickets", 32, 100);
        for (int i = 0; i < 10; i++) {
            run();
        }
        assertThat(served.get("tickets") - 32 * 4_000).isGreaterThan(3 * BUDGET);
    }

    @Test
    void sharesAFewChunksBetweenIdleWorkers() {
        List<Thread> workers = new ArrayList<>();
        List<CompletableFuture<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Integer> rows = new CompletableFuture<>();
            Thread worker = new Thread(() -> rows.complete(take().size()), "worker-" + i);
            worker.start();
            workers.add(worker);
            taken.add(rows);
        }
        workers.forEach(FairSharingTest::awaitIdle);
        offer(tickets, "tickets", 48, 6);
        assertThat(taken)
                .allSatisfy(
                        rows ->
                                assertThat(rows.orTimeout(20, TimeUnit.SECONDS).join())
                                        .isEqualTo(3));
    }

    /** The longest wait of tickets is kept; a wait ends when the run starts. */
    private List<String> run() throws InterruptedException {
        List<QueuedChunk<String>> batch = queue.take();
        for (QueuedChunk<String> chunk : batch) {
            if (chunk.owner().equals("tickets")) {
                longestWait = Math.max(longestWait, clock - chunk.queuedNanos());
            }
            served.merge(chunk.owner(), chunk.lane().rowLength(), Integer::sum);
        }
        clock += (long) batch.size() * batch.get(0).lane().rowLength();
        return batch.stream().map(QueuedChunk::owner).toList();
    }

    private void offer(Line<String> line, String owner, int rowLength, int count) {
        Lane lane = new Lane("model", rowLength);
        List<QueuedChunk<String>> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(new QueuedChunk<>(lane, Rows.ofLength(8), owner, clock));
        }
        queue.offer(line, chunks);
    }

    /** This many leases, each with more equal chunks than are ever served. */
    private void flood(int leases) {
        for (int i = 0; i < leases; i++) {
            offer(queue.openLine(), "flood", 256, 2_000);
        }
    }

    private int most() {
        return served.values().stream().mapToInt(tokens -> tokens).max().orElseThrow();
    }

    private int least() {
        return served.size() < 3
                ? 0
                : served.values().stream().mapToInt(tokens -> tokens).min().orElseThrow();
    }

    private List<QueuedChunk<String>> take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitIdle(Thread worker) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (worker.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(worker.getState()).isEqualTo(Thread.State.WAITING);
    }
}
