package io.runnel.jobs.command.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The Kafka nodes of a cluster, each broker and controller in one process. With three of them,
 * every topic has three replicas and a record counts when two have it; so one may be dead, frozen
 * or full at any time.
 */
final class BrokerNodes {
    private static final String CONTROLLER = "CONTROLLER";
    private static final String CLUSTER_ID = "cnVubmVsLWNsdXN0ZXItMQ";

    private final ClusterPlan plan;
    private final List<Node> nodes = new ArrayList<>();

    private record Node(int id, String host, int port, int controllerPort) {}

    BrokerNodes(ClusterPlan plan, Network network) {
        this.plan = plan;
        for (int id = 1; id <= plan.brokers(); id++) {
            int wished = id == 1 ? plan.ports().kafka() : 0;
            int port =
                    wished == 0 ? FreePort.any() : FreePort.of("127.0.0.1", wished, "--kafka-port");
            nodes.add(new Node(id, network.address(Role.BROKER.name(id)), port, FreePort.any()));
        }
    }

    /** {@code host:port,…}, as clients want it. */
    String bootstrapServers() {
        return nodes.stream()
                .map(node -> node.host() + ":" + node.port())
                .collect(Collectors.joining(","));
    }

    /** Formats the data folders that are new, writes the configurations and gives the processes. */
    List<Launch> prepare(Libraries libraries) {
        return nodes.stream().map(node -> prepare(node, libraries)).toList();
    }

    private Launch prepare(Node node, Libraries libraries) {
        String name = Role.BROKER.name(node.id());
        Path folder = plan.of(name);
        Path data = plan.brokerData(node.id());
        Path file = folder.resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(configuration(node, data));
        try {
            Files.createDirectories(data);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            format(node, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Launch(
                name,
                List.of(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile=" + Launch.logging(folder),
                        "-cp",
                        libraries.kafka(),
                        "kafka.Kafka",
                        file.toString()),
                plan.logs().resolve(name + ".log"));
    }

    private void format(Node node, Path data) throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(node.id())
                    .setControllerListenerName(CONTROLLER)
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(Optional.of(data.toString()))
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Folder " + data + " cannot be formatted: " + e, e);
        }
    }

    private Map<String, String> configuration(Node node, Path data) {
        String replicas = Integer.toString(plan.brokers());
        String needed = plan.brokers() == 1 ? "1" : "2";
        String client = "PLAINTEXT://" + node.host() + ":" + node.port();
        Map<String, String> config = new TreeMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(node.id()));
        config.put("log.dirs", data.toString());
        config.put(
                "listeners",
                client + "," + CONTROLLER + "://" + node.host() + ":" + node.controllerPort());
        config.put("advertised.listeners", client);
        config.put("controller.listener.names", CONTROLLER);
        config.put("controller.quorum.voters", voters());
        config.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        config.put("default.replication.factor", replicas);
        config.put("min.insync.replicas", needed);
        config.put("offsets.topic.replication.factor", replicas);
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", replicas);
        config.put("transaction.state.log.min.isr", needed);
        config.put("transaction.state.log.num.partitions", "4");
        config.put("share.coordinator.state.topic.replication.factor", replicas);
        config.put("share.coordinator.state.topic.min.isr", needed);
        config.put("share.coordinator.state.topic.num.partitions", "1");
        config.put("unclean.leader.election.enable", "false");
        config.put("auto.create.topics.enable", "false");
        // Else documents that are older than Kafka's seven days are gone minutes after they were
        // written.
        config.put("log.retention.ms", "-1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("replica.fetch.max.bytes", Integer.toString(20 * 1024 * 1024));
        config.put("socket.request.max.bytes", Integer.toString(100 * 1024 * 1024));
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        config.put("log.cleaner.threads", "1");
        config.put("log.cleaner.dedupe.buffer.size", "2097152");
        config.put("log.index.size.max.bytes", "1048576");
        config.putAll(plan.kafka());
        return config;
    }

    private String voters() {
        return nodes.stream()
                .map(node -> node.id() + "@" + node.host() + ":" + node.controllerPort())
                .collect(Collectors.joining(","));
    }
}
