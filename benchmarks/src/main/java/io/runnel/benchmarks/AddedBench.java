package io.runnel.benchmarks;

import io.runnel.jobs.command.AddedCommand;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import java.util.concurrent.Callable;

/** Adds {@code bench} to {@code runnel}. */
public final class AddedBench implements AddedCommand {
    @Override
    public Callable<Integer> create(Terminal terminal, Interruption interruption) {
        return new BenchCommand(terminal, interruption);
    }
}
