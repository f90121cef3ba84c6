package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts are read piece by piece; between two pieces they can be stopped. */
class CohortTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int PIECE = 8;
    private static final Path FOLDER = TinyModel.store().resolve("writer").resolve("1");

    private final GenerationSettings settings = GenerationConfig.read(FOLDER);
    private final ModelRegistry registry = new ModelRegistry(Thread::new);
    private final WriterHandle model =
            registry.acquireWriter(ModelDirectory.open(FOLDER), new SessionPlan(1));
    private final AtomicLong now = new AtomicLong();

    @AfterEach
    void giveTheModelBack() {
        model.close();
        registry.close();
    }

    @Test
    void countsNoTimeForReading() throws ModelRunException {
        WritingTicket ticket = ticket(20, new TimeBudget(LONG));
        Cohort cohort = cohort(ticket);
        // 20 tokens are padded to 32: pieces of 8, 8, 8 and 7, and one that tells what follows.
        for (int piece = 0; piece < 4; piece++) {
            cohort.step();
            now.addAndGet(LONG.toNanos());
            assertThat(ticket.future()).isNotDone();
        }
        writeToTheEnd(cohort);
        assertThat(ticket.future().join().tokens())
                .containsExactly(FormulaWriter.after(ticket.request().source(), settings).tokens());
    }

    @Test
    void readsNoFurtherWhereNobodyWaits() throws ModelRunException {
        WritingTicket ticket = ticket(20, new TimeBudget(LONG));
        Cohort cohort = cohort(ticket);
        cohort.step();
        ticket.future().cancel(false);
        cohort.step();
        assertThat(cohort.isOver()).isTrue();
    }

    @Test
    void goesOnReadingWithThoseWhoWait() throws ModelRunException {
        WritingTicket cancelled = ticket(20, new TimeBudget(LONG));
        WritingTicket wanted = ticket(24, new TimeBudget(LONG));
        Cohort cohort = cohort(cancelled, wanted);
        cohort.step();
        cancelled.future().cancel(false);
        writeToTheEnd(cohort);
        assertThat(wanted.future().join().tokens())
                .containsExactly(FormulaWriter.after(wanted.request().source(), settings).tokens());
    }

    @Test
    void readsNoFurtherOnceTheTimeIsOverThatATextSharesWithOthers() throws ModelRunException {
        TimeBudget shared = new TimeBudget(LONG);
        WritingTicket ticket = ticket(20, shared);
        Cohort cohort = cohort(ticket);
        cohort.step();
        shared.deadline(now.get());
        now.addAndGet(LONG.toNanos());
        cohort.step();
        assertThat(ticket.future().join().ending()).isEqualTo(Written.Ending.TIME_LIMIT);
        assertThat(cohort.isOver()).isTrue();
    }

    @Test
    void leavesItsMemoryToTheNext() throws ModelRunException {
        Cohort cohort = cohort(ticket(20, new TimeBudget(LONG)));
        cohort.step();
        assertThat(model.memory().idleBytes()).isZero();
        cohort.giveUp();
        assertThat(model.memory().idleBytes()).isPositive();
        assertThat(cohort.isOver()).isTrue();
    }

    private void writeToTheEnd(Cohort cohort) throws ModelRunException {
        while (!cohort.isOver()) {
            cohort.step();
        }
    }

    private Cohort cohort(WritingTicket... tickets) {
        return new Cohort(model, List.of(tickets), new Cohort.Steps(PIECE, LONG), now::get);
    }

    private WritingTicket ticket(int tokens, TimeBudget time) {
        int[] source = new int[tokens];
        Arrays.setAll(source, place -> 4 + place);
        WritingRequest request = new WritingRequest(source, settings, 0, LONG);
        return new WritingTicket(request, request.forDecoder(48), 1, tokens, time);
    }
}
