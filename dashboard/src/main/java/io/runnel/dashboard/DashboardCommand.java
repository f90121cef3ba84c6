package io.runnel.dashboard;

import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.store.StoreFailure;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves enriched output and dead letters to people. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Look at enriched documents and dead letters in a browser, and handle them.",
        description = {
            "Follows the enriched and the dead-letter topics, keeps what they say in an embedded"
                    + " database, and serves one page and an HTTP API: what comes in now, what"
                    + " documents say, search, why a label was given, replay of dead letters,"
                    + " corrections, read-only SQL, exports. Nothing leaves this machine, and"
                    + " nothing is loaded from another one.",
            "",
            "It listens at the loopback address unless --bind names another; then every request"
                    + " needs the token. Writing always needs it: open the address that is printed,"
                    + " it carries the token.",
            "",
            "With --data the store stays, and the next start goes on where it ends; without, it is"
                    + " filled from Kafka at each start."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Stopped by Ctrl-C.",
            "1:It could not start; the message says why.",
            "2:The command was asked wrongly."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel dashboard                                  at http://127.0.0.1:8099/",
            "  ./runnel dashboard --data /var/lib/runnel/dashboard --keep 30d",
            "  ./runnel dashboard --bind 0.0.0.0 --token-file token.txt --host dash.example.org",
            "  ./runnel dashboard --registry http://localhost:8081   for jobs that write avro-confluent"
        })
final class DashboardCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private CommandSpec spec;
    @Mixin private KafkaAddress kafka = new KafkaAddress();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private FollowOptions follow = new FollowOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the store in this folder (default: a temporary one that is removed at the"
                            + " end).")
    private Path data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "The model store that explains labels: a folder with <name>/<version>/ (default:"
                            + " that of the checkout, or RUNNEL_MODELS).")
    private Path models;

    DashboardCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> mistakes = new ArrayList<>();
        Bind bind = server.bind(mistakes);
        var token = server.token(mistakes);
        var topics = follow.topics(mistakes);
        var retention = follow.retention(mistakes);
        refuse(mistakes);
        try (KafkaConnection connection = KafkaConnection.open(kafka);
                TemporaryFolder temporary =
                        data == null ? TemporaryFolder.create("runnel-dashboard-") : null) {
            Path folder = temporary == null ? data : temporary.path();
            var settings = new Dashboard.Settings(folder, bind, token, topics, retention);
            try (Dashboard dashboard = start(settings, connection)) {
                announce(dashboard, bind);
                interruption.await();
                terminal.say("Stopping.");
            }
        }
        return 0;
    }

    private Dashboard start(Dashboard.Settings settings, KafkaConnection connection) {
        try {
            return Dashboard.start(settings, connection, modelStore());
        } catch (StoreFailure e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void announce(Dashboard dashboard, Bind bind) {
        // A token that others gave us is theirs to tell: what is said here may end in a log.
        terminal.say(
                server.tokenFile()
                        .map(
                                file ->
                                        "The dashboard is at %s with the token in %s"
                                                .formatted(dashboard.address(), file))
                        .orElseGet(
                                () ->
                                        "The dashboard is at %s"
                                                .formatted(dashboard.addressWithToken())));
        if (!bind.isLoopback()) {
            terminal.say(
                    "Other machines can reach it; every request needs the token. It speaks plain"
                            + " HTTP: put a proxy with TLS before it where the network is not"
                            + " yours.");
        }
    }

    private Optional<Path> modelStore() {
        try {
            return Optional.of(
                    (models == null ? LocalModels.find() : LocalModels.at(models)).root());
        } catch (CommandFailure e) {
            if (models != null) {
                throw e;
            }
            terminal.say("Labels cannot be explained: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    mistakes.size() == 1
                            ? mistakes.get(0)
                            : mistakes.size()
                                    + " mistakes in the options.\n  - "
                                    + String.join("\n  - ", mistakes));
        }
    }
}
