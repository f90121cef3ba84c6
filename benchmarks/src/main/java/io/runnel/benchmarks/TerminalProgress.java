package io.runnel.benchmarks;

import io.runnel.benchmarks.measure.Progress;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.Terminal.Screen;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far the benchmarks are: one line that is written over at a terminal, one every few
 * seconds in a log.
 */
final class TerminalProgress implements Progress {
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Interruption interruption;
    private final long started = System.nanoTime();
    private long lastLine = started;
    private String suite = "";
    private String step = "";
    private int steps;
    private int done;

    TerminalProgress(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /** Another suite begins. */
    void suite(String name) {
        suite = name;
        steps = 0;
        done = 0;
        say("Suite " + name + ".");
    }

    @Override
    public void expect(int more) {
        steps += more;
    }

    @Override
    public void next(String what) {
        goOn();
        step = what;
        done++;
        show("");
    }

    @Override
    public void goOn() {
        if (interruption.asked()) {
            throw new StoppedException();
        }
    }

    @Override
    public void result(String found) {
        show("  " + found);
    }

    @Override
    public void say(String line) {
        clear();
        terminal.say(line);
    }

    /** Makes room for other lines. */
    void finish() {
        clear();
        terminal.say(
                String.format(
                        Locale.ROOT, "Measured for %.0f s.", (System.nanoTime() - started) / 1e9));
    }

    private void show(String found) {
        String line = String.format(Locale.ROOT, "%s %d/%d  %s%s", suite, done, steps, step, found);
        long now = System.nanoTime();
        if (terminal.screen() == Screen.INTERACTIVE) {
            terminal.err().print("\r\u001b[K" + line);
            terminal.err().flush();
        } else if (!found.isEmpty() && now - lastLine >= LOG_INTERVAL.toNanos()) {
            lastLine = now;
            terminal.say(line);
        }
    }

    private void clear() {
        if (terminal.screen() == Screen.INTERACTIVE) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
