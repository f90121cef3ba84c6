package io.runnel.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Interruption interruption = Interruption.manual();

    @Test
    void tellsThoseWhoWait() throws InterruptedException {
        assertThat(interruption.await(Duration.ofMillis(1))).isFalse();
        interruption.interrupt();
        assertThat(interruption.asked()).isTrue();
        assertThat(interruption.await(Duration.ofHours(1))).isTrue();
        interruption.await();
    }

    @Test
    void endsTheProcessWhereNoCommandWaitsForIt() {
        List<Integer> exitCodes = new ArrayList<>();
        Interruption unattended = new Interruption(exitCodes::add);
        unattended.leaveUnattended();
        unattended.interrupt();
        assertThat(exitCodes).containsExactly(Interruption.EXIT_CODE);
    }

    @Test
    void takesTheEchoOfASignalForTheSameSignal() {
        interruption.interrupt();
        interruption.interrupt();
        assertThat(interruption.asked()).isTrue();
    }
}
