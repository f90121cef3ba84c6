package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A TaskManager that is stopped while models run must not crash. */
@Command(
        name = "stops",
        mixinStandardHelpOptions = true,
        header = "Stop a TaskManager again and again while its models run; none may crash.",
        description = {
            "Each time the process gets SIGTERM in the middle of its work, as from systemd or"
                    + " Kubernetes: it has written records since it started, and thousands of documents"
                    + " wait. A crash leaves an hs_err file or an exit code that tells of it; a process"
                    + " that is not gone after 20 s is killed and counted. Exit code 1 if there is any."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./runnel verify stops --times 100 --output json"})
public final class StopsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "100",
            converter = Count.AtLeastOne.class,
            description = "How often (default: ${DEFAULT-VALUE}).")
    private int times;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    public StopsCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.ofLauncher();
        try (TemporaryFolder folder =
                        TemporaryFolder.create("runnel-stops-", ProcessCluster::endAbandoned);
                ProcessCluster cluster =
                        ProcessCluster.start(
                                ClusterPlan.of(folder.path(), 1, 1)
                                        .with(Map.of("heartbeat.timeout", "10 s"), Map.of()),
                                installation,
                                new Loopback())) {
            interruption.beforeTheEnd(cluster::killNow);
            StopsReport report = runKeepingTraces(cluster, installation, folder);
            terminal.out()
                    .print(output == OutputFormat.JSON ? report.json() + "\n" : report.text());
            terminal.out().flush();
            return report.clean() ? 0 : 1;
        } catch (CommandFailure e) {
            if (!interruption.asked()) {
                throw e;
            }
            terminal.say(e.getMessage());
            return Interruption.EXIT_CODE;
        }
    }

    /** Leaves the folder where it is unless all went well. */
    private StopsReport runKeepingTraces(
            ProcessCluster cluster, Installation installation, TemporaryFolder folder)
            throws IOException, InterruptedException {
        boolean needed = true;
        try {
            new ClusterReadiness(cluster, interruption).await();
            new ClusterTopics(cluster)
                    .create(
                            ChaosSettings.PARTITIONS,
                            ChaosSettings.INPUT,
                            ChaosSettings.ENRICHED,
                            ChaosSettings.DEAD_LETTERS);
            StopsReport report =
                    new StopsRun(cluster, installation, terminal, interruption).run(times);
            needed = !report.clean();
            return report;
        } finally {
            if (needed && !interruption.asked()) {
                folder.keep();
                terminal.say("The logs stay in %s.".formatted(cluster.logs()));
            }
        }
    }
}
