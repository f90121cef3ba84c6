package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.flink.RejectLimit.Beyond;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class RejectWatchTest {
    private int pauses;

    @Test
    void decidesNothingBeforeTheWindowIsFull() throws InterruptedException {
        RejectWatch watch = watch(new RejectLimit(0.1, 5, Beyond.FAIL));
        for (int i = 0; i < 4; i++) {
            watch.rejected();
            watch.beforeNext();
        }
        watch.rejected();

        assertThatThrownBy(watch::beforeNext)
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .isInstanceOf(TooManyRejectsException.class)
                .hasMessageContaining("5 of the last 5 records")
                .hasMessageContaining("expected at most 10%");
    }

    @Test
    void pausesBeforeEachRecordUntilTheShareIsKeptAgain() throws InterruptedException {
        RejectWatch watch = watch(new RejectLimit(0.5, 4, Beyond.PAUSE));
        for (int i = 0; i < 4; i++) {
            watch.rejected();
        }
        watch.beforeNext();
        watch.accepted();
        watch.beforeNext();
        watch.accepted();
        assertThat(pauses).isEqualTo(2);

        watch.beforeNext();

        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() throws InterruptedException {
        RejectWatch watch = watch(new RejectLimit(0, 2, Beyond.FAIL));
        watch.accepted();
        watch.rejected();
        assertThatThrownBy(watch::beforeNext).isInstanceOf(SuppressRestartsException.class);
        watch.accepted();
        watch.accepted();

        assertThatCode(watch::beforeNext).doesNotThrowAnyException();
    }

    @Test
    void neverActsWhereEverythingMayBeAReject() throws InterruptedException {
        RejectWatch watch = watch(RejectLimit.none());
        for (int i = 0; i < 10; i++) {
            watch.rejected();
            watch.beforeNext();
        }

        assertThat(pauses).isZero();
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new RejectLimit(1.5, 10, Beyond.FAIL))
                .hasMessageContaining("expected a share from 0 to 1");
        assertThatThrownBy(() -> new RejectLimit(Double.NaN, 10, Beyond.FAIL))
                .hasMessageContaining("expected a share from 0 to 1");
    }

    private RejectWatch watch(RejectLimit limit) {
        return new RejectWatch(limit, () -> pauses++);
    }
}
