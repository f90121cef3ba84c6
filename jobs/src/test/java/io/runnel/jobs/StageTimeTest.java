package io.runnel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StageTimeTest {
    private final AtomicLong clock = new AtomicLong();
    private final StageTime time = new StageTime(clock::get);

    @Test
    void addsUpWhatIsTooShortToBeAMillisecondByItself() {
        for (int i = 0; i < 5; i++) {
            assertThat(time.spentOn(() -> clock.addAndGet(400_000))).isPositive();
        }

        assertThat(time.millis()).isEqualTo(2);
    }

    @Test
    void countsAStageThatFails() {
        assertThatThrownBy(
                        () ->
                                time.spentOn(
                                        () -> {
                                            clock.addAndGet(3_000_000);
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");

        assertThat(time.millis()).isEqualTo(3);
    }
}
