package io.runnel.dashboard;

import io.runnel.jobs.command.AddedCommand;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import java.util.concurrent.Callable;

/** Adds {@code dashboard} to {@code runnel}. */
public final class AddedDashboard implements AddedCommand {
    @Override
    public Callable<Integer> create(Terminal terminal, Interruption interruption) {
        return new DashboardCommand(terminal, interruption);
    }
}
