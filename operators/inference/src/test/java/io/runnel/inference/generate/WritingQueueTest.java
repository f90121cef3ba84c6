package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.inference.onnx.WriterMemory;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritingQueueTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long BYTES = 1_000;
    private static final Path FOLDER = TinyModel.store().resolve("writer").resolve("1");

    private final GenerationSettings settings = GenerationConfig.read(FOLDER);
    private final ModelRegistry registry = new ModelRegistry(Thread::new);
    private final WriterHandle model =
            registry.acquireWriter(ModelDirectory.open(FOLDER), new SessionPlan(1));
    private final List<List<WritingTicket>> cohorts = new ArrayList<>();

    @AfterEach
    void giveTheModelBack() {
        model.close();
        registry.close();
    }

    @Test
    void takesAUserWhoAsksLittleAlongWithOneWhoFloods() throws InterruptedException {
        WritingQueue queue = queue(2);
        offer(queue, new WritingLine(), 10);
        WritingTicket wanted = ticket(5);
        queue.offer(new WritingLine(), wanted);

        queue.take();

        assertThat(cohorts).hasSize(1);
        assertThat(cohorts.get(0)).hasSize(2).contains(wanted);
    }

    @Test
    void givesTheNextTurnToTheUserWhoWasServedLeast() throws InterruptedException {
        WritingQueue queue = queue(1);
        WritingLine flood = new WritingLine();
        offer(queue, flood, 10);
        finish(queue, queue.take());
        finish(queue, queue.take());
        WritingTicket wanted = ticket(5);
        queue.offer(new WritingLine(), wanted);

        finish(queue, queue.take());
        finish(queue, queue.take());

        assertThat(cohorts.subList(2, 4)).anySatisfy(one -> assertThat(one).contains(wanted));
    }

    @Test
    void startsTogetherWhatIsOfOneLength() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        queue.offer(line, ticket(5));
        queue.offer(line, ticket(30));
        queue.offer(line, ticket(7));

        queue.take();

        assertThat(cohorts).hasSize(1);
        assertThat(cohorts.get(0)).hasSize(2);
    }

    @Test
    void letsNewTextsJoinWhileOthersAreWritten() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        queue.offer(line, ticket(5));
        Cohort first = queue.take();
        queue.giveBack(first, List.of());
        queue.offer(line, ticket(5));

        Cohort second = queue.take();

        assertThat(second).isNotSameAs(first);
        queue.giveBack(second, List.of());
        assertThat(queue.take()).isSameAs(first);
    }

    @Test
    void givesBackWhatItHasWhenItIsClosed() throws InterruptedException {
        WritingQueue queue = queue(1);
        WritingLine line = new WritingLine();
        offer(queue, line, 3);
        Cohort going = queue.take();
        queue.giveBack(going, List.of());

        assertThat(queue.close()).hasSize(3);
        assertThat(queue.offer(line, ticket(5))).isFalse();
        assertThat(queue.take()).isNull();
    }

    @Test
    void startsNoTextThatNobodyWaitsForAnyMore() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        WritingTicket wanted = ticket(5);
        WritingTicket cancelled = ticket(5);
        queue.offer(line, cancelled);
        queue.offer(line, wanted);
        cancelled.future().cancel(false);

        queue.take();

        assertThat(cohorts).containsExactly(List.of(wanted));
    }

    @Test
    void startsNoMoreTextsThanThereIsMemoryFor() throws InterruptedException {
        WritingQueue queue = queue(8, new WriterMemory(2 * BYTES + 1));
        offer(queue, new WritingLine(), 3);
        Cohort first = queue.take();
        assertThat(cohorts.get(0)).hasSize(2);
        queue.giveBack(first, List.of());

        assertThat(queue.take()).isSameAs(first);
        finish(queue, first);
        queue.take();

        assertThat(cohorts).hasSize(2);
    }

    @Test
    void startsATextThatNeedsAllTheMemory() throws InterruptedException {
        WritingQueue queue = queue(8, new WriterMemory(BYTES - 1));
        offer(queue, new WritingLine(), 2);

        queue.take();

        assertThat(cohorts.get(0)).hasSize(1);
    }

    @Test
    void sharesTheMemoryWithOtherModels() throws InterruptedException {
        WriterMemory memory = new WriterMemory(4 * BYTES);
        WritingQueue queue = queue(8, memory);
        WritingQueue other = queue(8, memory);
        offer(queue, new WritingLine(), 2);
        Cohort first = queue.take();
        offer(other, new WritingLine(), 3);

        Cohort second = other.take();
        assertThat(cohorts.get(1)).hasSize(2);
        assertThat(memory.free()).isZero();
        other.giveBack(second, List.of());
        assertThat(other.take()).isSameAs(second);
        finish(queue, first);
        other.giveBack(second, List.of());
        Cohort third = other.take();
        assertThat(cohorts.get(2)).hasSize(1);
        assertThat(memory.free()).isZero();

        other.close();
        other.giveBack(third, List.of());
        assertThat(memory.free()).isEqualTo(memory.most());
    }

    @Test
    void startsNoMoreTextsTogetherThanOneRunMayRead() throws InterruptedException {
        WritingQueue queue = queue(16);
        WritingLine line = new WritingLine();
        for (int i = 0; i < 16; i++) {
            queue.offer(line, ticket(1_000));
        }

        queue.take();

        assertThat(cohorts.get(0)).hasSize(4);
    }

    @Test
    void startsATextThatAloneIsMoreThanOneRunMayRead() throws InterruptedException {
        WritingQueue queue = queue(16);
        queue.offer(new WritingLine(), ticket(5_000));

        queue.take();

        assertThat(cohorts.get(0)).hasSize(1);
    }

    @Test
    void triesTextsAgainOneAtATimeBesideNewOnes() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        offer(queue, line, 2);
        Cohort failed = queue.take();
        List<Cohort> apart = failed.tickets().stream().map(one -> cohort(List.of(one))).toList();
        failed.giveUp();
        queue.giveBack(failed, apart);

        assertThat(queue.take()).isSameAs(apart.get(0));
        queue.offer(line, ticket(5));
        Cohort young = queue.take();
        assertThat(cohorts).hasSize(2);
        queue.giveBack(young, List.of());
        assertThat(queue.take()).isSameAs(young);
        finish(queue, apart.get(0));
        assertThat(queue.take()).isSameAs(apart.get(1));
        assertThat(queue.close()).isEmpty();
    }

    private WritingQueue queue(int rows) {
        return queue(rows, new WriterMemory(Long.MAX_VALUE));
    }

    private WritingQueue queue(int rows, WriterMemory memory) {
        return new WritingQueue(
                rows,
                memory,
                tickets -> {
                    cohorts.add(tickets);
                    return cohort(tickets);
                });
    }

    private Cohort cohort(List<WritingTicket> tickets) {
        return new Cohort(model, tickets, new Cohort.Steps(8, LONG), System::nanoTime);
    }

    private void offer(WritingQueue queue, WritingLine line, int texts) {
        for (int i = 0; i < texts; i++) {
            queue.offer(line, ticket(5));
        }
    }

    private WritingTicket ticket(int tokens) {
        WritingRequest request = new WritingRequest(new int[tokens], settings, 0, LONG);
        return new WritingTicket(
                request, request.forDecoder(48), BYTES, tokens, new TimeBudget(LONG));
    }

    private static void finish(WritingQueue queue, Cohort cohort) {
        cohort.giveUp();
        queue.giveBack(cohort, List.of());
    }
}
