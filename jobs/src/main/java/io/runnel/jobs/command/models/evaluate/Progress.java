package io.runnel.jobs.command.models.evaluate;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.Terminal.Screen;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far an evaluation is: one line that is written over at a terminal, one every few seconds in a
 * log, nothing if it is done before the first of them.
 */
final class Progress {
    private static final Duration SCREEN_INTERVAL = Duration.ofMillis(200);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastLine;
    private boolean shown;

    /**
     * @param nanoTime the clock
     */
    Progress(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastLine = started;
    }

    /** Shows how many rows are answered, if it is time to. */
    void update(long rows) {
        boolean interactive = terminal.screen() == Screen.INTERACTIVE;
        long now = nanoTime.getAsLong();
        if (now - lastLine < (interactive ? SCREEN_INTERVAL : LOG_INTERVAL).toNanos()) {
            return;
        }
        lastLine = now;
        String line =
                String.format(
                        Locale.ROOT,
                        "%,d rows, %,.1f documents/s",
                        rows,
                        rows / ((now - started) / 1e9));
        if (interactive) {
            terminal.err().print("\r\u001b[K" + line);
            terminal.err().flush();
            shown = true;
        } else {
            terminal.say(line);
        }
    }

    /** Makes room for other lines. */
    void finish() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
