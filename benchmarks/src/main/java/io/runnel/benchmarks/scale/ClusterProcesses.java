package io.runnel.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.benchmarks.measure.ChildJava;
import io.runnel.benchmarks.pipeline.FlinkKeys;
import io.runnel.inference.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink session cluster of real processes: one JobManager and some TaskManagers, each with this
 * process's class path, so that jobs need no jar.
 */
final class ClusterProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterProcesses.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);
    private static final List<String> JVM_OPTIONS = List.of("-Xmx900m", "-XX:+UseParallelGC");

    private final List<ChildJava> taskManagers = new ArrayList<>();
    private final int restPort = freePort();
    private final int rpcPort = freePort();
    private ChildJava jobManager;

    private ClusterProcesses() {}

    /**
     * What is started.
     *
     * @param taskManagers processes
     * @param slots of each of them
     * @param engine settings of each of them
     */
    record Settings(int taskManagers, int slots, EngineSettings engine) {}

    /**
     * Starts all processes; they log into the folder. They may take a few seconds to find each
     * other.
     */
    static ClusterProcesses start(Settings settings, Path folder) {
        ClusterProcesses cluster = new ClusterProcesses();
        try {
            cluster.writeConfiguration(settings, folder);
            cluster.jobManager =
                    cluster.launch(
                            "jobmanager",
                            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                            folder);
            for (int i = 1; i <= settings.taskManagers(); i++) {
                cluster.taskManagers.add(
                        cluster.launch(
                                "taskmanager-" + i,
                                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                                folder));
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(
                    "The cluster's configuration cannot be written to " + folder + ".", e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    int restPort() {
        return restPort;
    }

    /**
     * Waits until every TaskManager is there: otherwise the first one would get all subtasks of a
     * job.
     *
     * @throws IllegalStateException if that takes more than three minutes
     */
    void awaitSlots(int slots) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build();
        HttpRequest overview =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + "/overview"))
                        .timeout(REQUEST_LIMIT)
                        .build();
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        int found = 0;
        while (found < slots) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw jobManager.failed(
                        "has "
                                + found
                                + " of "
                                + slots
                                + " slots after "
                                + START_PATIENCE.toMinutes()
                                + " minutes");
            }
            try {
                HttpResponse<String> answer =
                        client.send(overview, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    found = JSON.readTree(answer.body()).path("slots-total").asInt();
                }
            } catch (IOException e) {
                LOG.debug("The JobManager does not listen yet.", e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** Memory of all TaskManagers that is in RAM, in mebibytes. */
    double taskManagersMib() {
        return taskManagers.stream().mapToDouble(ChildJava::residentMib).sum();
    }

    /**
     * @throws IllegalStateException if a process has died, with the end of its log
     */
    void requireAlive() {
        List<ChildJava> all = new ArrayList<>(taskManagers);
        all.add(jobManager);
        for (ChildJava process : all) {
            if (!process.isAlive()) {
                throw process.failed("has ended");
            }
        }
    }

    @Override
    public void close() {
        taskManagers.forEach(ChildJava::close);
        if (jobManager != null) {
            jobManager.close();
        }
    }

    private ChildJava launch(String name, String mainClass, Path folder) {
        return ChildJava.start(
                new ChildJava.Program(
                        name, mainClass, JVM_OPTIONS, List.of("--configDir", folder.toString())),
                folder);
    }

    private void writeConfiguration(Settings settings, Path folder) throws IOException {
        int network = FlinkKeys.networkMib(settings.slots());
        StringBuilder configuration =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                """
                                jobmanager.rpc.address: 127.0.0.1
                                jobmanager.rpc.port: %d
                                jobmanager.bind-host: 127.0.0.1
                                jobmanager.memory.heap.size: 512m
                                rest.address: 127.0.0.1
                                rest.bind-address: 127.0.0.1
                                rest.port: %d
                                io.tmp.dirs: %s
                                execution.checkpointing.dir: %s
                                taskmanager.host: 127.0.0.1
                                taskmanager.bind-host: 127.0.0.1
                                taskmanager.numberOfTaskSlots: %d
                                taskmanager.cpu.cores: %d
                                taskmanager.load-balance.mode: SLOTS
                                taskmanager.memory.framework.heap.size: 128m
                                taskmanager.memory.framework.off-heap.size: 128m
                                taskmanager.memory.task.heap.size: 600m
                                taskmanager.memory.task.off-heap.size: 1g
                                taskmanager.memory.network.min: %dm
                                taskmanager.memory.network.max: %dm
                                taskmanager.memory.managed.size: 0m
                                taskmanager.memory.jvm-metaspace.size: 256m
                                taskmanager.memory.jvm-overhead.min: 192m
                                taskmanager.memory.jvm-overhead.max: 192m
                                classloader.parent-first-patterns.additional: ai.onnxruntime;ai.djl;io.runnel.inference.;io.runnel.modelstore.
                                """,
                                rpcPort,
                                restPort,
                                folder,
                                folder.resolve("checkpoints").toUri(),
                                settings.slots(),
                                settings.engine().workers(),
                                network,
                                network));
        FlinkKeys.of(settings.engine())
                .forEach(
                        (key, value) ->
                                configuration.append(key).append(": ").append(value).append('\n'));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.yaml"), configuration);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address.", e);
        }
    }
}
