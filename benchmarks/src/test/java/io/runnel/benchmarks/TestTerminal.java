package io.runnel.benchmarks;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal whose streams a test reads. */
final class TestTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = Interruption.manual();

    /** Runs {@code ./runnel} with these arguments and gives its exit code. */
    int run(String... arguments) {
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.Screen.PLAIN);
        return Runnel.run(terminal, interruption, arguments);
    }

    /** Ctrl-C. */
    void interrupt() {
        interruption.interrupt();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
