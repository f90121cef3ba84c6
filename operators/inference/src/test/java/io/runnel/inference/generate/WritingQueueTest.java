package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.onnx.WriterHandle;
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
        WritingTicket wanted = ticket(new WritingLine(), 5);
        queue.offer(wanted);

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
        WritingTicket wanted = ticket(new WritingLine(), 5);
        queue.offer(wanted);

        finish(queue, queue.take());
        finish(queue, queue.take());

        assertThat(cohorts.subList(2, 4)).anySatisfy(one -> assertThat(one).contains(wanted));
    }

    @Test
    void startsTogetherWhatIsOfOneLength() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        queue.offer(ticket(line, 5));
        queue.offer(ticket(line, 30));
        queue.offer(ticket(line, 7));

        queue.take();

        assertThat(cohorts).hasSize(1);
        assertThat(cohorts.get(0)).hasSize(2);
    }

    @Test
    void letsNewTextsJoinWhileOthersAreWritten() throws InterruptedException {
        WritingQueue queue = queue(8);
        WritingLine line = new WritingLine();
        queue.offer(ticket(line, 5));
        Cohort first = queue.take();
        queue.giveBack(first, first.rowCount());
        queue.offer(ticket(line, 5));

        Cohort second = queue.take();

        assertThat(second).isNotSameAs(first);
        queue.giveBack(second, second.rowCount());
        assertThat(queue.take()).isSameAs(first);
    }

    @Test
    void forgetsALineThatIsClosed() throws InterruptedException {
        WritingQueue queue = queue(1);
        WritingLine gone = new WritingLine();
        offer(queue, gone, 3);
        WritingTicket wanted = ticket(new WritingLine(), 5);
        queue.offer(wanted);

        assertThat(queue.close(gone)).hasSize(3);

        assertThat(queue.offer(ticket(gone, 5))).isFalse();
        queue.take();
        assertThat(cohorts).hasSize(1);
        assertThat(cohorts.get(0)).containsExactly(wanted);
    }

    @Test
    void failsTextsThatCannotBeBegunAndGoesOn() throws InterruptedException {
        WritingQueue queue =
                new WritingQueue(
                        1,
                        tickets -> {
                            cohorts.add(tickets);
                            if (cohorts.size() == 1) {
                                throw new ArithmeticException("too large");
                            }
                            return new Cohort(model, tickets, LONG, System::nanoTime);
                        });
        WritingLine line = new WritingLine();
        WritingTicket broken = ticket(line, 5);
        queue.offer(broken);
        queue.offer(ticket(line, 5));

        assertThat(queue.take()).isNotNull();

        assertThat(broken.future()).isCompletedExceptionally();
    }

    @Test
    void givesBackWhatItHasWhenItIsClosed() throws InterruptedException {
        WritingQueue queue = queue(1);
        WritingLine line = new WritingLine();
        offer(queue, line, 3);
        Cohort going = queue.take();
        queue.giveBack(going, going.rowCount());

        assertThat(queue.close()).hasSize(3);
        assertThat(queue.offer(ticket(line, 5))).isFalse();
        assertThat(queue.take()).isNull();
    }

    private WritingQueue queue(int room) {
        return new WritingQueue(
                room,
                tickets -> {
                    cohorts.add(tickets);
                    return new Cohort(model, tickets, LONG, System::nanoTime);
                });
    }

    private void offer(WritingQueue queue, WritingLine line, int texts) {
        for (int i = 0; i < texts; i++) {
            queue.offer(ticket(line, 5));
        }
    }

    private WritingTicket ticket(WritingLine line, int tokens) {
        WritingRequest request = new WritingRequest(new int[tokens], settings, 0, LONG);
        return new WritingTicket(request, request.forDecoder(48), line);
    }

    private static void finish(WritingQueue queue, Cohort cohort) {
        int rows = cohort.rowCount();
        cohort.giveUp();
        queue.giveBack(cohort, rows);
    }
}
