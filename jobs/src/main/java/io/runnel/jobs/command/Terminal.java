package io.runnel.jobs.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command listens and speaks: results go to {@code out}, everything else to {@code err},
 * all in UTF-8 whatever the locale says.
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Screen screen) {
    /** Who reads the standard error stream. */
    public enum Screen {
        /** A person at a terminal, where a line can be written over. */
        INTERACTIVE,
        /** A file or another program. */
        PLAIN
    }

    /** The launcher says with this property whether a person watches. */
    static final String INTERACTIVE_PROPERTY = "runnel.terminal";

    /** The streams of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean(INTERACTIVE_PROPERTY) ? Screen.INTERACTIVE : Screen.PLAIN);
    }

    /** Says something about the work, on standard error. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
