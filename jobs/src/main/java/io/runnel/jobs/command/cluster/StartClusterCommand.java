package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.MetricsPort;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterPlan.Memory;
import io.runnel.jobs.command.cluster.ClusterPlan.Ports;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a cluster that stays when the command ends. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        header =
                "Start Kafka brokers, a JobManager and TaskManagers; they stay until 'cluster stop'.",
        description = {
            "Each is a process of its own, from the libraries that the build has downloaded, with the"
                    + " engine in Flink's class path as docs/cluster.md tells to install it. Topics of"
                    + " the three jobs are made. With --high-availability the JobManager remembers its"
                    + " jobs when it dies.",
            "",
            "Only this machine can reach it, and nobody has to log in: it is for trying and testing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel cluster start",
            "  ./runnel cluster start --brokers 3 --task-managers 2 --high-availability",
            "  ./runnel cluster start --submit ticket        and run that job on it"
        })
public final class StartClusterCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;

    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private CommandSpec spec;

    @Mixin private ClusterFolder folder;

    @Mixin private MetricsPort metrics;

    @Option(
            names = "--brokers",
            paramLabel = "1|3",
            defaultValue = "1",
            description =
                    "Kafka nodes; with 3, topics have three replicas (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            converter = Count.AtLeastOne.class,
            description = "TaskManagers (default: ${DEFAULT-VALUE}).")
    private int taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "2",
            converter = Count.AtLeastOne.class,
            description = "Slots of each TaskManager (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--high-availability",
            description =
                    "Start ZooKeeper too, so that a JobManager that starts again finds its jobs.")
    private boolean highAvailability;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            converter = Count.Port.class,
            description = "Port of the first broker, 0 for any (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--rest-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            converter = Count.Port.class,
            description = "Port of Flink's web page, 0 for any (default: ${DEFAULT-VALUE}).")
    private int restPort;

    @Option(
            names = "--submit",
            paramLabel = "TYPE",
            split = ",",
            description = "Submit the job of this type: invoice, transcript or ticket; repeatable.")
    private DocumentType[] types = new DocumentType[0];

    public StartClusterCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws Exception {
        if (brokers != 1 && brokers != 3) {
            throw new ParameterException(
                    spec.commandLine(), "--brokers: expected 1 or 3, found " + brokers + ".");
        }
        if (kafkaPort == restPort && kafkaPort != 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kafka-port, --rest-port: expected two different ports, found "
                            + kafkaPort
                            + " twice.");
        }
        ClusterPlan plan =
                new ClusterPlan(
                        folder.forNewCluster(brokers),
                        brokers,
                        taskManagers,
                        slots,
                        highAvailability ? Memory.HIGH_AVAILABILITY : Memory.NONE,
                        new Ports(kafkaPort, restPort),
                        metrics.keys(1 + taskManagers),
                        Map.of(),
                        Map.of());
        Installation installation = Installation.ofLauncher();
        terminal.say("Starting; the logs are in %s.".formatted(plan.logs()));
        ProcessCluster cluster = ProcessCluster.start(plan, installation, new Loopback());
        interruption.beforeTheEnd(cluster::killNow);
        boolean ready = false;
        try {
            new ClusterReadiness(cluster, interruption).await();
            new ClusterTopics(cluster).create(PARTITIONS, DefaultTopics.all());
            submit(cluster, installation);
            ready = true;
            cluster.leave();
        } finally {
            if (!ready) {
                cluster.close();
            }
        }
        terminal.say("Kafka runs at %s.".formatted(cluster.bootstrapServers()));
        terminal.say("Flink runs; its web page is %s".formatted(cluster.rest()));
        terminal.say(
                "Submit a job as in docs/cluster.md, with the jar %s"
                        .formatted(installation.jobJar()));
        terminal.say(
                "Flink's command line is %s; to find it as 'flink': export PATH=\"%s:$PATH\""
                        .formatted(cluster.flinkCommand(), cluster.flinkCommand().getParent()));
        terminal.say("'./runnel cluster stop' stops it.");
        return 0;
    }

    private void submit(ProcessCluster cluster, Installation installation) throws Exception {
        if (types.length == 0) {
            return;
        }
        FlinkRest rest = new FlinkRest(cluster.rest());
        String jar = rest.upload(installation.jobJar());
        for (DocumentType type : new TreeSet<>(List.of(types))) {
            String job = rest.run(ClusterJob.of(type, cluster.bootstrapServers()).submission(jar));
            terminal.say("Submitted the job for %s: %s".formatted(type.topic(), job));
        }
    }
}
