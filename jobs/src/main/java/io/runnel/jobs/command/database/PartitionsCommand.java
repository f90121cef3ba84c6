package io.runnel.jobs.command.database;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.database.DatabaseConditions;
import io.runnel.jobs.options.DatabaseSettings;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes partitions ahead of time, and forgets old days. */
@Command(
        name = "partitions",
        mixinStandardHelpOptions = true,
        header = "Make partitions for the days to come; forget old days, if asked.",
        description = {
            "Once a day is enough. Documents of a day without a partition are in the default one, where"
                    + " they count as everywhere; they move when their day is made."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel database partitions --url jdbc:postgresql://localhost:5432/runnel",
            "  ./runnel database partitions --config tickets.yaml --from 2026-01-01 --keep 400"
        })
public final class PartitionsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private DatabaseTarget target;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day, such as 2026-03-01, before a backfill; else yesterday.")
    private LocalDate from;

    @Option(
            names = "--ahead",
            paramLabel = "DAYS",
            defaultValue = "14",
            description = "Days after today (default: ${DEFAULT-VALUE}).")
    private int ahead;

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            description =
                    "Forget days that are older than so many: rows, sums and all. They are in Kafka"
                            + " for as long as the topic keeps them.")
    private Integer keep;

    public PartitionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SQLException {
        if (ahead < 0 || (keep != null && keep < 1)) {
            throw new CommandFailure(
                    "Expected --ahead from 0 and --keep from 1, found "
                            + ahead
                            + " and "
                            + keep
                            + ".");
        }
        DatabaseSettings database = target.settings();
        DatabaseConditions.check(database);
        LocalDate today = Partitions.today();
        DayRange days = DayRange.around(today, ahead);
        if (from != null) {
            days = new DayRange(from, days.last());
        }
        terminal.out().printf("%d partitions made%n", Partitions.make(database, days));
        if (keep != null) {
            LocalDate before = today.minusDays(keep);
            int dropped = Partitions.drop(database, before);
            terminal.out().printf("%d partitions before %s dropped%n", dropped, before);
        }
        terminal.out().flush();
        return 0;
    }
}
