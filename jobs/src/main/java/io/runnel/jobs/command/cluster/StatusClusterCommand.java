package io.runnel.jobs.command.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.Terminal;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs, and what does not. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Show the processes of a cluster and its jobs; exits with 1 if one is missing.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./runnel cluster status", "  ./runnel cluster status --folder /var/tmp/other"})
public final class StatusClusterCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private ClusterFolder folder;

    public StatusClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterFile cluster = folder.cluster();
        terminal.out().printf("Kafka %s%nFlink %s%n%n", cluster.bootstrapServers(), cluster.rest());
        boolean whole = true;
        for (RunningProcess process : cluster.processes()) {
            boolean alive = process.isAlive();
            whole &= alive;
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-16s %8d  %s%n",
                            process.name(),
                            process.pid(),
                            alive ? "runs" : "GONE; its log is in " + folder.path() + "/logs");
        }
        terminal.out().println();
        whole &= tellOfFlink(new FlinkRest(cluster.rest()));
        terminal.out().flush();
        return whole ? 0 : 1;
    }

    private boolean tellOfFlink(FlinkRest rest) throws InterruptedException {
        try {
            JsonNode overview = rest.overview();
            terminal.out()
                    .printf(
                            "%d of %d slots are free.%n",
                            overview.path("slots-available").asInt(),
                            overview.path("slots-total").asInt());
            for (JsonNode job : rest.jobs()) {
                terminal.out()
                        .printf(
                                "job %s  %s%n",
                                job.path("id").asText(), job.path("status").asText());
            }
            return true;
        } catch (IOException e) {
            terminal.out().println("Flink does not answer: " + e.getMessage());
            return false;
        }
    }
}
