package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.cluster.ClusterPlan.JavaCall;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A JobManager and the TaskManagers, with the engine's jar in their class path; neither Kafka nor
 * Runnel's jobs are in it. Each process has its own folder with a whole {@code config.yaml}, and is
 * told where it is as Flink's scripts do: queries of SQL find the engine's settings by it.
 */
final class FlinkNodes {
    private static final List<String> JOB_MANAGER =
            List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m", "-XX:+UseSerialGC");

    /**
     * Heap of a TaskManager: Flink's own part and that of the jobs. It has one size, as Flink's own
     * scripts give it, and is resident from the start, so that what a process takes more is native.
     */
    private static final List<String> TASK_MANAGER =
            List.of(
                    "-Xms528m",
                    "-Xmx528m",
                    "-XX:+AlwaysPreTouch",
                    "-XX:MaxMetaspaceSize=256m",
                    "-XX:+UseSerialGC");

    /** The folder of the configuration that Flink's command line reads. */
    static final String CLIENT = "client";

    private final ClusterPlan plan;
    private final Network network;
    private final Optional<ZooKeeperNode> zookeeper;
    private final int rpcPort = FreePort.any();
    private final int restPort;

    FlinkNodes(ClusterPlan plan, Network network, Optional<ZooKeeperNode> zookeeper) {
        this.plan = plan;
        this.network = network;
        this.zookeeper = zookeeper;
        int wished = plan.ports().rest();
        this.restPort =
                wished == 0 ? FreePort.any() : FreePort.of("127.0.0.1", wished, "--rest-port");
    }

    /** Where the REST interface and the web page are. */
    URI rest() {
        return URI.create("http://" + jobManagerHost() + ":" + restPort);
    }

    List<Launch> prepare(Libraries libraries) {
        List<Launch> launches = new ArrayList<>();
        launches.add(
                launch(
                        Role.JOB_MANAGER.name(1),
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        jobManagerConfiguration(),
                        libraries));
        for (int number = 1; number <= plan.taskManagers(); number++) {
            String name = Role.TASK_MANAGER.name(number);
            launches.add(
                    launch(
                            name,
                            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                            taskManagerConfiguration(name, libraries.models()),
                            libraries));
        }
        return launches;
    }

    /** Writes Flink's command line for this cluster, {@code flink} as in a distribution. */
    Path prepareClient(Libraries libraries) {
        Path folder = plan.of(CLIENT);
        Map<String, String> configuration = common();
        configuration.keySet().removeIf(key -> key.startsWith("high-availability"));
        Launch.write(folder.resolve("config.yaml"), yaml(configuration));
        return FlinkScript.write(plan.folder(), folder, libraries);
    }

    private Launch launch(
            String name, String mainClass, Map<String, String> configuration, Libraries libraries) {
        Path folder = plan.of(name);
        Launch.write(folder.resolve("config.yaml"), yaml(configuration));
        JavaCall java = java(Role.of(name), folder);
        List<String> arguments = new ArrayList<>(java.options());
        arguments.addAll(
                List.of(
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.time=ALL-UNNAMED",
                        "-cp",
                        libraries.flink()));
        java.wrapper().ifPresent(arguments::add);
        arguments.addAll(List.of(mainClass, "--configDir", folder.toString()));
        return new Launch(
                name,
                arguments,
                plan.logs().resolve(name + ".log"),
                Map.of("FLINK_CONF_DIR", folder.toString()));
    }

    private JavaCall java(Role role, Path folder) {
        JavaCall wished = plan.java().get(role);
        if (wished != null) {
            return wished;
        }
        List<String> options =
                new ArrayList<>(role == Role.JOB_MANAGER ? JOB_MANAGER : TASK_MANAGER);
        options.add("-Dlog4j2.configurationFile=" + Launch.logging(folder));
        return new JavaCall(options, Optional.empty());
    }

    private Map<String, String> jobManagerConfiguration() {
        Map<String, String> config = common();
        config.put("jobmanager.bind-host", jobManagerHost());
        config.put("jobmanager.memory.heap.size", "512m");
        config.put("rest.bind-address", jobManagerHost());
        config.put("web.upload.dir", plan.of(Role.JOB_MANAGER.name(1)).toString());
        config.put("io.tmp.dirs", plan.of(Role.JOB_MANAGER.name(1)).resolve("tmp").toString());
        config.putAll(plan.flink());
        return config;
    }

    private Map<String, String> taskManagerConfiguration(String name, Path models) {
        Map<String, String> config = common();
        config.put("taskmanager.host", network.address(name));
        config.put("taskmanager.bind-host", network.address(name));
        config.put("taskmanager.numberOfTaskSlots", Integer.toString(plan.slots()));
        config.put("taskmanager.cpu.cores", Integer.toString(plan.slots()));
        config.put("taskmanager.memory.framework.heap.size", "128m");
        config.put("taskmanager.memory.framework.off-heap.size", "128m");
        config.put("taskmanager.memory.task.heap.size", "400m");
        config.put("taskmanager.memory.task.off-heap.size", "1g");
        config.put("taskmanager.memory.network.min", "64m");
        config.put("taskmanager.memory.network.max", "64m");
        config.put("taskmanager.memory.managed.size", "0m");
        config.put("taskmanager.memory.jvm-metaspace.size", "256m");
        config.put("taskmanager.memory.jvm-overhead.min", "192m");
        config.put("taskmanager.memory.jvm-overhead.max", "192m");
        config.put("io.tmp.dirs", plan.of(name).resolve("tmp").toString());
        config.put("runnel.models.directory", models.toString());
        config.putAll(plan.flink());
        return config;
    }

    private Map<String, String> common() {
        Map<String, String> config = new TreeMap<>();
        config.put("jobmanager.rpc.address", jobManagerHost());
        config.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        config.put("rest.address", jobManagerHost());
        config.put("rest.port", Integer.toString(restPort));
        config.put(
                "classloader.parent-first-patterns.additional",
                "ai.onnxruntime;ai.djl;io.runnel.inference.;io.runnel.modelstore.");
        config.put("execution.checkpointing.dir", uri("checkpoints"));
        config.put("execution.checkpointing.savepoint-dir", plan.savepoints().toUri().toString());
        config.put("restart-strategy.type", "fixed-delay");
        config.put("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE));
        config.put("restart-strategy.fixed-delay.delay", "1 s");
        zookeeper.ifPresent(
                node -> {
                    config.put("high-availability.type", "zookeeper");
                    config.put("high-availability.zookeeper.quorum", node.address());
                    config.put("high-availability.storageDir", uri("high-availability"));
                    config.put("high-availability.cluster-id", "/runnel");
                    config.put("high-availability.jobmanager.port", Integer.toString(rpcPort));
                    config.put("high-availability.zookeeper.client.session-timeout", "10 s");
                    config.put("high-availability.zookeeper.client.connection-timeout", "5 s");
                });
        return config;
    }

    private String jobManagerHost() {
        return network.address(Role.JOB_MANAGER.name(1));
    }

    private String uri(String name) {
        return plan.folder().resolve(name).toUri().toString();
    }

    /** Every value in quotes, so that none of them is anything but text. */
    private static String yaml(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .map(
                        entry ->
                                entry.getKey()
                                        + ": \""
                                        + entry.getValue()
                                                .replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                        + "\"\n")
                .collect(Collectors.joining());
    }
}
