package io.runnel.jobs.command;

import java.util.concurrent.Callable;

/**
 * A command that another module adds to {@code runnel}: named in {@code META-INF/services}, it is
 * there as soon as that module is in the class path.
 */
public interface AddedCommand {
    /** The command, with the annotations of picocli. */
    Callable<Integer> create(Terminal terminal, Interruption interruption);
}
