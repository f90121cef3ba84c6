package io.runnel.jobs.command.topics;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Kafka to try things with. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        header =
                "Run a Kafka broker in this process until Ctrl-C, with the topics of the three jobs.",
        description = {
            "One KRaft node that only this machine can reach: good for trying, not for keeping data."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel broker",
            "  ./runnel broker --port 19092 --data kafka-data      keep topics between runs"
        })
public final class BrokerCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder for the topics' data, used again by the next broker (default: a"
                            + " temporary one, removed at the end).")
    private Path data;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of the topics that it creates (default: ${DEFAULT-VALUE}).")
    private int partitions;

    public BrokerCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (data != null) {
            return runIn(data, "kept in " + data.toAbsolutePath().normalize());
        }
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-broker-")) {
            return runIn(
                    folder.path().resolve("kafka"), "removed at the end; keep it with --data DIR");
        }
    }

    private int runIn(Path folder, String fate) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
            broker.createTopics(partitions, DefaultTopics.all());
            String address =
                    port == 9092 ? "" : " --bootstrap-servers " + broker.bootstrapServers();
            terminal.say(
                    "Kafka runs at %s. Its data is %s.".formatted(broker.bootstrapServers(), fate));
            terminal.say("Topics: %s".formatted(String.join(", ", DefaultTopics.all())));
            terminal.say("");
            terminal.say("In other terminals:");
            terminal.say("  ./runnel run --type ticket%s".formatted(address));
            terminal.say(
                    "  ./runnel produce --topic tickets --input tickets.jsonl%s"
                            .formatted(address));
            terminal.say(
                    "  ./runnel consume --topic tickets-enriched --from-beginning%s"
                            .formatted(address));
            terminal.say("");
            terminal.say("Ctrl-C stops it.");
            interruption.await();
            terminal.say("Stopping.");
        }
        return 0;
    }
}
