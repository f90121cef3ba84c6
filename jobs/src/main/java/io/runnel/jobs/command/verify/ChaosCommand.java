package io.runnel.jobs.command.verify;

import io.runnel.flink.OutputOrder;
import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.Namespaces;
import io.runnel.jobs.command.cluster.Network;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.SmallDisk;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.command.verify.Disturbance.Way;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exactly once, whatever dies. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        header =
                "Kill, freeze, cut off and fill up a cluster while documents go through; count them.",
        description = {
            "Starts three brokers, ZooKeeper, a JobManager and two TaskManagers as processes, feeds"
                    + " numbered tickets, and at random moments kills (SIGKILL) and freezes (SIGSTOP,"
                    + " longer than every time-out) TaskManagers, the JobManager and brokers, cuts"
                    + " their network, fills a broker's disk, and restarts the job from a savepoint"
                    + " with another parallelism. Then it reads the output with read_committed and"
                    + " says for each document whether it came out once, twice or never.",
            "",
            "Cutting the network needs network namespaces, filling a disk the right to mount; where"
                    + " there is none, those steps are skipped and the report says so. Exit code 1 if"
                    + " anything is missing, twice, or out of order."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel verify chaos --documents 5000 --kills 5",
            "  ./runnel verify chaos --documents 200000 --kills 50 --seed 1 --output json > report.json"
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final long DISK_BYTES = 3L << 30;

    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--documents",
            paramLabel = "N",
            defaultValue = "5000",
            converter = Count.AtLeastOne.class,
            description = "Documents to send (default: ${DEFAULT-VALUE}).")
    private int documents;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "5",
            converter = Count.NoneOrMore.class,
            description = "Processes to kill (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--freezes",
            paramLabel = "N",
            converter = Count.NoneOrMore.class,
            description = "Processes to freeze (default: a fifth of the kills).")
    private Integer freezes;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            converter = Count.NoneOrMore.class,
            description = "Processes to cut off the network (default: a fifth of the kills).")
    private Integer cuts;

    @Option(
            names = "--disk-fills",
            paramLabel = "N",
            converter = Count.NoneOrMore.class,
            description = "Times to fill a broker's disk (default: one of 25 kills).")
    private Integer fills;

    @Option(
            names = "--rescales",
            paramLabel = "N",
            converter = Count.NoneOrMore.class,
            description =
                    "Restarts from a savepoint (default: a tenth of the kills, at least one).")
    private Integer rescales;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same plan (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--order",
            paramLabel = "ordered|unordered",
            defaultValue = "ordered",
            description =
                    "The job's enrichment.order; ordered is checked (default: ${DEFAULT-VALUE}).")
    private OutputOrder order;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "3000",
            converter = Count.AtLeastOne.class,
            description = "Most documents on their way at once (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    @Option(names = "--keep", description = "Leave data and logs where they are, and say where.")
    private boolean keep;

    public ChaosCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        ChaosSettings settings = new ChaosSettings(documents, wishes(), seed, order, window);
        Installation installation = Installation.ofLauncher();
        try (TemporaryFolder folder =
                TemporaryFolder.create("runnel-chaos-", ProcessCluster::endAbandoned)) {
            terminal.say("Data and logs are in %s.".formatted(folder.path()));
            ChaosReport report = runKeepingTraces(settings, installation, folder);
            terminal.out()
                    .print(output == OutputFormat.JSON ? report.json() + "\n" : report.text());
            terminal.out().flush();
            if (interruption.asked()) {
                return Interruption.EXIT_CODE;
            }
            return report.kept() ? 0 : 1;
        }
    }

    /** Leaves the folder where it is unless all went well and nobody wants to look into it. */
    private ChaosReport runKeepingTraces(
            ChaosSettings settings, Installation installation, TemporaryFolder folder)
            throws InterruptedException {
        boolean needed = true;
        try {
            ChaosReport report = run(settings, installation, folder.path());
            needed = keep || !report.kept();
            return report;
        } finally {
            if (needed) {
                folder.keep();
            }
        }
    }

    private ChaosReport run(ChaosSettings settings, Installation installation, Path folder)
            throws InterruptedException {
        ClusterPlan plan =
                ClusterPlan.of(folder, 3, 2).highlyAvailable().with(ChaosSettings.FLINK, Map.of());
        Optional<SmallDisk> disk =
                settings.wishes().get(Way.FILL) > 0
                        ? SmallDisk.tryMount(plan.brokerData(plan.brokers()), DISK_BYTES)
                        : Optional.empty();
        try (Network network = network(settings);
                ProcessCluster cluster = ProcessCluster.start(plan, installation, network)) {
            interruption.beforeTheEnd(() -> endNow(cluster, network, disk));
            return new ChaosRun(settings, cluster, terminal, interruption).run(installation, disk);
        } finally {
            disk.ifPresent(SmallDisk::close);
        }
    }

    /** For one who cannot wait until everybody has stopped. */
    private static void endNow(ProcessCluster cluster, Network network, Optional<SmallDisk> disk) {
        cluster.killNow();
        network.close();
        disk.ifPresent(SmallDisk::close);
    }

    private static Network network(ChaosSettings settings) {
        return settings.wishes().get(Way.CUT) > 0
                ? Namespaces.tryCreate(ProcessHandle.current().pid())
                        .<Network>map(namespaces -> namespaces)
                        .orElseGet(Loopback::new)
                : new Loopback();
    }

    private Map<Way, Integer> wishes() {
        Map<Way, Integer> wishes = new EnumMap<>(Way.class);
        wishes.put(Way.KILL, kills);
        wishes.put(Way.FREEZE, freezes != null ? freezes : kills / 5);
        wishes.put(Way.CUT, cuts != null ? cuts : kills / 5);
        wishes.put(Way.FILL, fills != null ? fills : kills / 25);
        wishes.put(Way.RESCALE, rescales != null ? rescales : Math.max(1, kills / 10));
        return wishes;
    }
}
