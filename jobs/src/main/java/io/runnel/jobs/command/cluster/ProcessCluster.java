package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and Flink as real processes on this machine, from the libraries that the build has
 * downloaded: what a user's cluster is, without containers. Each process can be killed, frozen and
 * started again while the others run. It keeps {@link ClusterFile} up to date, so another command
 * can look at it and stop it.
 *
 * <pre>{@code
 * ClusterPlan plan = ClusterPlan.of(folder, 3, 2).highlyAvailable();
 * try (ProcessCluster cluster = ProcessCluster.start(plan, Installation.ofLauncher(), new Loopback())) {
 *     … cluster.bootstrapServers() … new FlinkRest(cluster.rest()) …
 *     cluster.kill("taskmanager-1");
 *     cluster.restart("taskmanager-1");
 * }
 * }</pre>
 */
public final class ProcessCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessCluster.class);
    private static final int EXIT_PATIENCE_SECONDS = 5;

    private final ClusterPlan plan;
    private final Network network;
    private final String bootstrapServers;
    private final URI rest;
    private final Path flinkCommand;
    private final Map<String, Launch> launches = new LinkedHashMap<>();
    private final Map<String, RunningProcess> processes = new LinkedHashMap<>();

    /** Held so that nobody closes the standard input of a process that watches it. */
    private final Map<String, Process> started = new HashMap<>();

    /** Those that {@link #killNow} ends, for one who cannot wait for the others' turn. */
    private volatile List<RunningProcess> own = List.of();

    private volatile boolean closed;
    private final Thread end = new Thread(this::killAll, "cluster-end");

    private ProcessCluster(ClusterPlan plan, Libraries libraries, Network network) {
        this.plan = plan;
        this.network = network;
        Optional<ZooKeeperNode> zookeeper =
                plan.memory() == ClusterPlan.Memory.HIGH_AVAILABILITY
                        ? Optional.of(new ZooKeeperNode(plan, network))
                        : Optional.empty();
        BrokerNodes brokers = new BrokerNodes(plan, network);
        FlinkNodes flink = new FlinkNodes(plan, network, zookeeper);
        this.bootstrapServers = brokers.bootstrapServers();
        this.rest = flink.rest();
        this.flinkCommand = flink.prepareClient(libraries);
        List<Launch> all = new ArrayList<>();
        zookeeper.ifPresent(node -> all.add(node.prepare(libraries)));
        all.addAll(brokers.prepare(libraries));
        all.addAll(flink.prepare(libraries));
        all.forEach(launch -> launches.put(launch.name(), launch));
    }

    /** Starts what a user installs, as {@link #start(ClusterPlan, Libraries, Network)} does. */
    public static ProcessCluster start(
            ClusterPlan plan, Installation installation, Network network) {
        return start(plan, installation.processes(), network);
    }

    /**
     * Starts every process; {@link ClusterReadiness} tells when they can be used. They end with
     * {@link #close}, or with this process, unless {@link #leave} is called.
     *
     * @throws CommandFailure if a cluster runs in the folder
     */
    public static ProcessCluster start(ClusterPlan plan, Libraries libraries, Network network) {
        ClusterFile.in(plan.folder())
                .filter(file -> file.processes().stream().anyMatch(RunningProcess::isAlive))
                .ifPresent(
                        file -> {
                            throw new CommandFailure(
                                    "A cluster runs in "
                                            + plan.folder()
                                            + ". Stop it with './runnel cluster stop', or name"
                                            + " another folder.");
                        });
        // Its ports first: a start that is refused leaves nothing in the folder.
        ProcessCluster cluster = new ProcessCluster(plan, libraries, network);
        try {
            for (String folder : List.of("checkpoints", "savepoints", "high-availability")) {
                Files.createDirectories(plan.folder().resolve(folder));
            }
            Files.createDirectories(plan.logs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(cluster.end);
        try {
            cluster.launches.keySet().forEach(cluster::restart);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** {@code host:port,…}, as clients want it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Flink's REST interface and web page. */
    public URI rest() {
        return rest;
    }

    /** Flink's own command line, for this cluster. */
    public Path flinkCommand() {
        return flinkCommand;
    }

    /** How many brokers there are. */
    public int brokers() {
        return plan.brokers();
    }

    /** How many tasks can run side by side. */
    public int slots() {
        return plan.taskManagers() * plan.slots();
    }

    /** Where savepoints go. */
    public Path savepoints() {
        return plan.savepoints();
    }

    public Network network() {
        return network;
    }

    /** The names of the processes of a role, in their order. */
    public List<String> names(Role role) {
        return launches.keySet().stream().filter(name -> Role.of(name) == role).toList();
    }

    /** Every process, as it is now. */
    public synchronized List<RunningProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** One process, as it is now. */
    public synchronized RunningProcess process(String name) {
        RunningProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(
                    "No process is called '" + name + "'; there are " + launches.keySet() + ".");
        }
        return process;
    }

    /** What a process has logged in all its lives. */
    public Path log(String name) {
        return launches.get(name).log();
    }

    /** The folder with all logs. */
    public Path logs() {
        return plan.logs();
    }

    public void kill(String name) {
        process(name).kill();
    }

    /** Starts a process that is not running, with its old configuration and data. */
    public synchronized void restart(String name) {
        if (closed) {
            throw new IllegalStateException("The cluster is closed; " + name + " stays away.");
        }
        RunningProcess before = processes.get(name);
        if (before != null && before.isAlive()) {
            throw new IllegalStateException("Process " + name + " runs; it cannot be started.");
        }
        Process process = launches.get(name).start(network.prefix(name));
        started.put(name, process);
        processes.put(name, RunningProcess.of(name, process.toHandle()));
        own = List.copyOf(processes.values());
        if (closed) {
            killNow();
        }
        new ClusterFile(bootstrapServers, rest, processes()).write(plan.folder());
    }

    /**
     * Nothing while every process lives.
     *
     * @throws CommandFailure if one has ended, with the place of its log
     */
    public void requireAlive() {
        for (RunningProcess process : processes()) {
            if (!process.isAlive()) {
                throw new CommandFailure(
                        "Process "
                                + process.name()
                                + " has ended; its log is "
                                + log(process.name())
                                + ".");
            }
        }
    }

    /**
     * The exit code of a process that has just ended; 128 and the number of the signal if it was
     * ended by one. Empty while it lives.
     */
    public OptionalInt exitCode(String name) throws InterruptedException {
        Process process;
        synchronized (this) {
            process = started.get(name);
        }
        return process.waitFor(EXIT_PATIENCE_SECONDS, TimeUnit.SECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Lets the processes outlive this one; {@code ./runnel cluster stop} ends them. */
    public synchronized void leave() {
        own = List.of();
        forgetTheEnd();
        LOG.info("{} processes stay.", started.size());
    }

    /** Stops every process, those that read before those that they read from. */
    @Override
    public synchronized void close() {
        closed = true;
        forgetTheEnd();
        stopAll(plan.folder(), processes());
    }

    private void forgetTheEnd() {
        try {
            var unused = Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            LOG.debug("This process ends already, and its cluster with it.", e);
        }
    }

    /**
     * Kills every process, without waiting for whatever this cluster is doing for others. No
     * process starts afterwards.
     */
    public void killNow() {
        closed = true;
        own.forEach(RunningProcess::kill);
    }

    /** This process ends and nobody has closed the cluster; there is no time for good manners. */
    private void killAll() {
        killNow();
        ClusterFile.delete(plan.folder());
    }

    /**
     * Ends what still runs in a folder whose process was killed, and unmounts what it mounted
     * there.
     */
    public static void endAbandoned(Path folder) {
        ClusterFile.in(folder)
                .ifPresent(cluster -> cluster.processes().forEach(RunningProcess::kill));
        SmallDisk.unmountAll(folder);
    }

    /** Stops these processes of the cluster in a folder, and forgets it. */
    static void stopAll(Path folder, List<RunningProcess> processes) {
        processes.forEach(RunningProcess::thaw);
        for (Role role :
                List.of(Role.TASK_MANAGER, Role.JOB_MANAGER, Role.BROKER, Role.ZOOKEEPER)) {
            processes.stream()
                    .filter(process -> Role.of(process.name()) == role)
                    .toList()
                    .parallelStream()
                    .forEach(RunningProcess::stop);
        }
        ClusterFile.delete(folder);
    }
}
