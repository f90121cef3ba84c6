package io.runnel.jobs.command.database;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.database.DatabaseConditions;
import io.runnel.jobs.database.DatabaseSchema;
import io.runnel.jobs.options.DatabaseSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a job of this release could start with a database. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Check whether a database has what a job needs; changes nothing.",
        description = {"Exit code 1 if a job would not start."},
        footerHeading = "%nExamples:%n",
        footer = {"  ./runnel database check --config tickets.yaml"})
public final class CheckDatabaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private DatabaseTarget target;

    public CheckDatabaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DatabaseSettings database = target.settings();
        DatabaseConditions.check(database);
        terminal.out().printf("%s  version %d  good%n", database.url(), DatabaseSchema.VERSION);
        terminal.out().flush();
        return 0;
    }
}
