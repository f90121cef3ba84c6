package io.runnel.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A Flink session cluster of two real processes, a JobManager and a TaskManager, with the engine
 * jar in their class path as {@code docs/cluster.md} tells users to install it. The class path is
 * Flink's part of the launcher's class path, so neither Kafka nor Runnel's jobs are in it.
 */
final class FlinkProcesses implements AutoCloseable {
    private static final List<String> FLINK_DISTRIBUTION =
            List.of(
                    "/org/apache/flink/flink-",
                    "/org/apache/logging/log4j/",
                    "/org/slf4j/",
                    "/commons-cli/",
                    "/commons-collections/",
                    "/commons-io/",
                    "/org/apache/commons/commons-compress/",
                    "/org/apache/commons/commons-lang3/",
                    "/org/apache/commons/commons-text/",
                    "/org/apache/commons/commons-math3/",
                    "/org/snakeyaml/",
                    "/com/esotericsoftware/",
                    "/org/objenesis/",
                    "/org/javassist/",
                    "/org/roaringbitmap/",
                    "/at/yawk/lz4/",
                    "/org/xerial/snappy/",
                    "/com/google/code/findbugs/");
    private static final List<String> NOT_IN_IT =
            List.of("flink-connector-kafka", "flink-test-utils", "-tests.jar");

    private final Path directory;
    private final String classPath;
    private final int restPort = freePort();
    private final int rpcPort = freePort();
    private final List<Process> processes = new ArrayList<>();
    private Process taskManager;

    private FlinkProcesses(Path directory, String classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    /**
     * Starts both processes; they log into the directory.
     *
     * @param engineJar the jar for Flink's {@code lib/}
     * @param launcherClassPath the file that the build writes for {@code ./runnel}
     */
    static FlinkProcesses start(Path directory, Path engineJar, Path launcherClassPath, Path models)
            throws IOException {
        String flink =
                List.of(Files.readString(launcherClassPath).trim().split(File.pathSeparator))
                        .stream()
                        .filter(entry -> FLINK_DISTRIBUTION.stream().anyMatch(entry::contains))
                        .filter(entry -> NOT_IN_IT.stream().noneMatch(entry::contains))
                        .collect(Collectors.joining(File.pathSeparator));
        FlinkProcesses cluster =
                new FlinkProcesses(directory, engineJar + File.pathSeparator + flink);
        cluster.writeConfiguration(models);
        cluster.launch(
                "jobmanager",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        cluster.taskManager =
                cluster.launch(
                        "taskmanager", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        return cluster;
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    /** How many different files with this in their name the TaskManager has mapped. */
    long mappedLibraries(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + taskManager.pid() + "/maps")).stream()
                .filter(line -> line.contains(name))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .count();
    }

    /** What a process has logged; {@code name} is {@code jobmanager} or {@code taskmanager}. */
    String log(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".log"));
    }

    private Process launch(String name, String mainClass) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx700m",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.time=ALL-UNNAMED",
                                "-cp",
                                directory + File.pathSeparator + classPath,
                                mainClass,
                                "--configDir",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private void writeConfiguration(Path models) throws IOException {
        Files.writeString(
                directory.resolve("config.yaml"),
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
                        web.upload.dir: %s
                        io.tmp.dirs: %s
                        taskmanager.host: 127.0.0.1
                        taskmanager.bind-host: 127.0.0.1
                        taskmanager.numberOfTaskSlots: 2
                        taskmanager.cpu.cores: 2
                        taskmanager.memory.framework.heap.size: 128m
                        taskmanager.memory.framework.off-heap.size: 128m
                        taskmanager.memory.task.heap.size: 400m
                        taskmanager.memory.task.off-heap.size: 1g
                        taskmanager.memory.network.min: 64m
                        taskmanager.memory.network.max: 64m
                        taskmanager.memory.managed.size: 0m
                        taskmanager.memory.jvm-metaspace.size: 256m
                        taskmanager.memory.jvm-overhead.min: 192m
                        taskmanager.memory.jvm-overhead.max: 192m
                        classloader.parent-first-patterns.additional: ai.onnxruntime;ai.djl;io.runnel.inference.;io.runnel.modelstore.
                        runnel.models.directory: %s
                        """,
                        rpcPort,
                        restPort,
                        directory,
                        directory,
                        models));
        Files.writeString(
                directory.resolve("log4j2.properties"),
                """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
                """);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address.", e);
        }
    }

    /** Ends both processes; those that do not follow within ten seconds are killed. */
    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                process.destroyForcibly().onExit().join();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Cannot wait for " + process, e);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
