package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallersTest {
    @Test
    void letsEachCallerWorkAndTakesTheTime() throws InterruptedException {
        Set<Integer> callers = new ConcurrentSkipListSet<>();
        assertThat(Callers.run("test", 3, callers::add)).isPositive();
        assertThat(callers).containsExactly(0, 1, 2);
    }

    @Test
    void doesNotTakeWorkForDoneWhoseThreadDiedOfAnError() {
        assertThatThrownBy(
                        () ->
                                Callers.run(
                                        "test",
                                        2,
                                        caller -> {
                                            if (caller == 1) {
                                                throw new OutOfMemoryError("no memory");
                                            }
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no memory")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }
}
