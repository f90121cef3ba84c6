package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.Terminal.Screen;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a demo is: one line that is written over at a terminal, one every few seconds in a log.
 */
final class Progress {
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(3);

    private final Terminal terminal;
    private final Ledger ledger;
    private final int total;
    private final long started = System.nanoTime();
    private long lastLine = started;

    Progress(Terminal terminal, Ledger ledger, int total) {
        this.terminal = terminal;
        this.ledger = ledger;
        this.total = total;
    }

    /** Shows how far it is, if it is time to. */
    void update() {
        long now = System.nanoTime();
        if (terminal.screen() == Screen.INTERACTIVE) {
            terminal.err().print("\r\u001b[K" + line(now));
            terminal.err().flush();
        } else if (now - lastLine >= LOG_INTERVAL.toNanos()) {
            lastLine = now;
            terminal.say(line(now));
        }
    }

    /** Makes room for other lines. */
    void finish() {
        if (terminal.screen() == Screen.INTERACTIVE) {
            terminal.err().print("\r\u001b[K");
        }
        terminal.say(line(System.nanoTime()));
    }

    private String line(long now) {
        List<String> parts = new ArrayList<>();
        long deadLetters = 0;
        for (DocumentType type : DocumentType.values()) {
            Ledger.Count count = ledger.count(type);
            deadLetters += count.deadLettered();
            if (count.in() > 0) {
                parts.add(String.format("%s %,d/%,d", type.topic(), count.out(), count.in()));
            }
        }
        parts.add(String.format("dead letters %,d", deadLetters));
        parts.add(
                String.format(
                        Locale.ROOT,
                        "%.1f documents/s",
                        ledger.out() / Math.max(1e-3, (now - started) / 1e9)));
        int percent = (int) (100L * ledger.out() / Math.max(1, total));
        return String.format("%3d %%  %s", percent, String.join("  ", parts));
    }
}
