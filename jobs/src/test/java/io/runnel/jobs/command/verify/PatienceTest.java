package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Interruption interruption = Interruption.manual();

    @Test
    void asksUntilItHolds() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        new Patience(Duration.ofMinutes(1), interruption)
                .await("the third time", () -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void saysWhatDidNotHappen() {
        assertThatThrownBy(
                        () ->
                                new Patience(Duration.ZERO, interruption)
                                        .await("the job reads", () -> false))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("Expected that the job reads within PT0S; it did not happen.");
    }

    @Test
    void endsAtOnceWhenSomebodyAsksToStop() {
        Patience patience = new Patience(Duration.ofDays(1), interruption);
        interruption.interrupt();

        assertThatThrownBy(() -> patience.await("anything", () -> false))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Interrupted");
    }
}
