package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitCurveTest {
    private final CommitCurve curve = new CommitCurve(0, Duration.ofSeconds(3));

    @Test
    void hasNoSpeedBeforeACommit() {
        assertThat(curve.tokensPerSecond()).isEmpty();
    }

    @Test
    void leavesOutTheLastCommitForTheJobMayHaveRunDryBeforeIt() {
        commits("tickets", 300, 300, 300, 1);
        assertThat(curve.tokensPerSecond()).hasValue(100);
    }

    @Test
    void takesWhatIsSeenWithinAMomentForOneCommit() {
        curve.seen("tickets", seconds(3), 200);
        curve.seen("tickets", seconds(3.2), 120);
        curve.seen("tickets", seconds(6), 1);
        assertThat(curve.tokensPerSecond().orElseThrow()).isCloseTo(100, within(1e-9));
    }

    @Test
    void countsEveryJobToOneMomentWhateverItsRhythmIs() {
        commits("tickets", 300, 300, 300, 300);
        curve.seen("invoices", seconds(1), 100);
        curve.seen("invoices", seconds(4), 300);
        curve.seen("invoices", seconds(7), 300);
        curve.seen("invoices", seconds(10), 300);
        assertThat(curve.tokensPerSecond().orElseThrow()).isCloseTo(200, within(1e-9));
    }

    @Test
    void takesTheOnlyCommitThereIs() {
        commits("tickets", 300);
        assertThat(curve.tokensPerSecond()).hasValue(100);
    }

    private void commits(String job, int... tokens) {
        for (int i = 0; i < tokens.length; i++) {
            curve.seen(job, seconds(3.0 * (i + 1)), tokens[i]);
        }
    }

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
