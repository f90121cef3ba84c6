package io.runnel.jobs.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka in this JVM: one KRaft node, broker and controller, that only this machine can
 * reach. It has transactions, groups and dead-letter-sized messages like any other Kafka; what it
 * has not is a second replica.
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
 *     broker.createTopics(2, "tickets", "tickets-enriched");
 *     … broker.bootstrapServers() …
 * }
 * }</pre>
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Largest record that a topic made by {@link #createTopics(int, String...)} takes. */
    public static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(30);
    private static final int FREE_PORT_ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker on a free port of this machine, with its data in {@code logDir}; returns when
     * clients can connect. A folder that an embedded broker wrote before keeps its topics.
     *
     * @throws IllegalStateException if the folder is another program's, or in use by a running
     *     broker
     */
    public static EmbeddedBroker start(Path logDir) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start(logDir, freePort());
            } catch (PortTakenException e) {
                if (attempt == FREE_PORT_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Another program took the port first; trying another one.", e);
            }
        }
    }

    /**
     * Starts a broker on this port of this machine.
     *
     * @throws IllegalStateException if the port is taken, or the folder is another program's, or in
     *     use by a running broker
     */
    public static EmbeddedBroker start(Path logDir, int port) {
        requireFree(port);
        BrokerFolder folder = BrokerFolder.open(logDir);
        int controllerPort = freePort();
        Map<String, String> config = BrokerConfig.of(folder.path(), port, controllerPort);
        folder.formatIfNew(EmbeddedBroker::format);
        KafkaRaftServer server;
        try {
            server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "The broker in " + logDir + " does not start: " + e.getMessage(), e);
        }
        EmbeddedBroker broker = new EmbeddedBroker(server, BrokerConfig.HOST + ":" + port);
        try {
            server.startup();
        } catch (KafkaException e) {
            broker.close();
            throw new PortTakenException(
                    "The broker does not start on port " + port + ": " + e.getMessage(), e);
        }
        broker.createInternalTopics();
        return broker;
    }

    /** {@code host:port}, as clients want it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates topics that take records of up to {@link #LARGEST_RECORD_BYTES}; those that exist
     * stay as they are.
     */
    public void createTopics(int partitions, String... names) {
        createTopics(
                Arrays.stream(names)
                        .map(name -> new NewTopic(name, partitions, (short) 1))
                        .map(topic -> topic.configs(largeRecords()))
                        .collect(Collectors.toList()));
    }

    /** Creates these topics; those that exist stay as they are. Returns when all can be used. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get(TOPICS_LIMIT.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(
                                "Topic " + created.getKey() + " cannot be created: " + e.getCause(),
                                e);
                    }
                } catch (TimeoutException e) {
                    throw new IllegalStateException(
                            "The broker at "
                                    + bootstrapServers
                                    + " did not create topic "
                                    + created.getKey()
                                    + " within "
                                    + TOPICS_LIMIT
                                    + ".",
                            e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics.", e);
        }
    }

    /**
     * Stops the broker and waits until its files are closed, but never longer than 20 s. Closing
     * twice does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread stopper = new Thread(server::shutdown, "embedded-broker-stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            stopper.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopper.isAlive()) {
            LOG.warn("The broker at {} did not stop within {}.", bootstrapServers, CLOSE_LIMIT);
        }
    }

    /**
     * Kafka makes its topics of offsets and transactions when a client first asks for their
     * coordinators, and refuses commits meanwhile; so this is the first client.
     */
    private void createInternalTopics() {
        try (Admin admin = admin()) {
            admin.describeConsumerGroups(List.of("embedded-broker"))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .exceptionally(noSuchGroup -> null)
                    .get(TOPICS_LIMIT.toSeconds(), TimeUnit.SECONDS);
            admin.describeTransactions(List.of("embedded-broker"))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .exceptionally(noSuchTransaction -> null)
                    .get(TOPICS_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The broker at {} is slow to make its own topics.", bootstrapServers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    private static Map<String, String> largeRecords() {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD_BYTES));
    }

    private static void format(Path logDir) throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(BrokerFolder.CLUSTER_ID)
                .setNodeId(BrokerConfig.NODE_ID)
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .setDirectories(List.of(logDir.toString()))
                .setMetadataLogDirectory(Optional.of(logDir.toString()))
                .run();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No free port on " + BrokerConfig.HOST + ": " + e.getMessage(), e);
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new PortTakenException(
                    "Port "
                            + port
                            + " of "
                            + BrokerConfig.HOST
                            + " cannot be used ("
                            + e.getMessage()
                            + "). Stop the program that holds it, or name another port.",
                    e);
        }
    }

    /** The port was free a moment ago, or never. */
    private static final class PortTakenException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
