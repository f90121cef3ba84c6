package io.runnel.dashboard;

import io.runnel.jobs.command.AddedCommand;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import java.util.concurrent.Callable;

/** Adds {@code corrections} to {@code runnel}. */
public final class AddedCorrections implements AddedCommand {
    @Override
    public Callable<Integer> create(Terminal terminal, Interruption interruption) {
        return new CorrectionsCommand(terminal);
    }
}
