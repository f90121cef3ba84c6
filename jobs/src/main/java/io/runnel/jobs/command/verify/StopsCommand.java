package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.CommandFailure;
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
import java.util.Locale;
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
                    + " Kubernetes. A crash leaves an hs_err file; a process that is not gone after 20 s"
                    + " is killed and counted. Exit code 1 if there is either."
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
    public Integer call() throws Exception {
        Installation installation = Installation.ofLauncher();
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-stops-");
                ProcessCluster cluster =
                        ProcessCluster.start(
                                ClusterPlan.of(folder.path(), 1, 1)
                                        .with(
                                                Map.of(
                                                        "heartbeat.timeout", "10 s",
                                                        "web.refresh-interval", "100 ms"),
                                                Map.of()),
                                installation,
                                new Loopback())) {
            new ClusterReadiness(cluster, interruption).await();
            new ClusterTopics(cluster)
                    .create(
                            ChaosSettings.PARTITIONS,
                            ChaosSettings.INPUT,
                            ChaosSettings.ENRICHED,
                            ChaosSettings.DEAD_LETTERS);
            boolean needed = true;
            StopsRun.Result result;
            try {
                result = new StopsRun(cluster, installation, terminal).run(times);
                needed = !result.clean();
            } finally {
                if (needed) {
                    folder.keep();
                    terminal.say("The logs stay in %s.".formatted(cluster.logs()));
                }
            }
            terminal.out().println(report(result));
            terminal.out().flush();
            return result.clean() ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private String report(StopsRun.Result result) {
        if (output == OutputFormat.TEXT) {
            return String.format(
                    Locale.ROOT,
                    "%d stops under load: %d crashes, %d killed after their time; median %.1f s, longest"
                            + " %.1f s",
                    result.stops(),
                    result.crashes(),
                    result.killed(),
                    result.medianSeconds(),
                    result.maxSeconds());
        }
        return new ObjectMapper()
                .createObjectNode()
                .put("clean", result.clean())
                .put("stops", result.stops())
                .put("jvm_crashes", result.crashes())
                .put("killed", result.killed())
                .put("median_seconds", result.medianSeconds())
                .put("max_seconds", result.maxSeconds())
                .toString();
    }
}
