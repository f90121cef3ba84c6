package io.runnel.jobs.command.database;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.options.DatabaseSettings;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the tables to this release. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        header = "Make the tables for enriched records, or bring them to this release.",
        description = {
            "Everything is in the schema runnel, which is made. What is there already stays, and running"
                    + " it again changes nothing. Makes the partitions of yesterday to the day after"
                    + " tomorrow, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel database migrate --url jdbc:postgresql://localhost:5432/runnel --user owner"
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final int DAYS_AHEAD = 2;

    private final Terminal terminal;

    @Mixin private DatabaseTarget target;

    public MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SQLException {
        DatabaseSettings database = target.settings();
        Migrations.Outcome outcome = Migrations.run(database);
        terminal.out()
                .printf(
                        "%s  version %d  %d migrations%n",
                        database.url(), outcome.version(), outcome.applied());
        int made = Partitions.make(database, DayRange.around(Partitions.today(), DAYS_AHEAD));
        terminal.out().printf("%d partitions made%n", made);
        terminal.out().flush();
        return 0;
    }
}
