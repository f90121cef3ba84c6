package io.runnel.jobs.command.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final TestTerminal terminal = new TestTerminal();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void saysEveryTenSecondsHowFarItIs() {
        Progress progress = new Progress(terminal.terminal(), clock::get);
        progress.update(5);
        clock.set(TimeUnit.SECONDS.toNanos(10));
        progress.update(1_234);
        progress.update(1_235);
        progress.finish();
        assertThat(terminal.err())
                .isEqualTo("1,234 rows, 123.4 documents/s" + System.lineSeparator());
        assertThat(terminal.out()).isEmpty();
    }
}
