package io.runnel.jobs.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A terminal whose streams a test reads and writes. */
public final class TestTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    /** What the command will read from standard input. */
    public TestTerminal typing(String text) {
        input = text;
        return this;
    }

    /** Runs a command and gives its exit code. */
    public int run(String... arguments) {
        return Runnel.run(terminal(), Interruption.manual(), arguments);
    }

    /**
     * Reads a command line as {@code runnel} does, and runs nothing.
     *
     * @throws picocli.CommandLine.ParameterException if it is wrong
     */
    public CommandLine parse(String... arguments) {
        CommandLine line = Runnel.commandLine(terminal(), Interruption.manual());
        line.parseArgs(arguments);
        return line;
    }

    /** The same streams, for what is tested below the command. */
    public Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.Screen.PLAIN);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
