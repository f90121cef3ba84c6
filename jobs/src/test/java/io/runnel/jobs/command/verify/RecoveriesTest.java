package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
    private final Recoveries recoveries = new Recoveries(2);

    @Test
    void endWhenEveryPartitionAnswersADocumentThatWasSentAfterTheFailure() {
        recoveries.failed(Disturbance.KILL_BROKER, 100, second(0));
        recoveries.outcome(99, 0, second(1));
        recoveries.outcome(100, 1, second(2));
        assertThat(recoveries.recoveries()).isEmpty();

        recoveries.outcome(101, 0, second(5));

        assertThat(recoveries.recoveries())
                .containsExactly(new Recoveries.Recovery(Disturbance.KILL_BROKER, 5));
    }

    @Test
    void ofAFailureWithinARecoveryCountForBoth() {
        recoveries.failed(Disturbance.KILL_BROKER, 10, second(0));
        recoveries.failed(Disturbance.KILL_TASK_MANAGER, 20, second(4));
        recoveries.outcome(20, 0, second(9));
        recoveries.outcome(21, 1, second(10));

        assertThat(recoveries.recoveries())
                .extracting(Recoveries.Recovery::seconds)
                .containsExactly(10.0, 6.0);
        assertThat(recoveries.median()).hasValue(8);
        assertThat(recoveries.max()).hasValue(10);
    }

    @Test
    void endAtTheLatestWhenEverythingIsAnswered() {
        recoveries.failed(Disturbance.RESCALE, 100, second(0));
        recoveries.allAnswered(second(3));

        assertThat(recoveries.max()).hasValue(3);
    }

    @Test
    void haveNoMedianWithoutAFailure() {
        assertThat(recoveries.median()).isEmpty();
        assertThat(recoveries.max()).isEmpty();
    }

    private static long second(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
