package io.runnel.dashboard;

import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The store of a folder behind a dashboard in a process of its own, while documents stream into it
 * through a broker in this one. The folder grows.
 */
public final class LiveStore implements AutoCloseable {
    private static final String HEAP = "-Xmx2g";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path folder;
    private final Path logs;
    private final int port;
    private final EmbeddedBroker broker;
    private DocumentStream stream;
    private DashboardProcess dashboard;
    private ApiClient client;

    /**
     * What comes in.
     *
     * @param letters dead letters that are there before
     */
    public record Load(int perSecond, int letters) {}

    private LiveStore(Path folder) throws IOException {
        this.folder = folder;
        this.logs = opened(TemporaryFolder.create("runnel-live-")).path();
        this.broker = opened(EmbeddedBroker.start(logs.resolve("kafka")));
        this.port = freePort();
    }

    /** Starts all of it over what the folder has, and returns when documents stream. */
    public static LiveStore start(Path folder, Load load) throws Exception {
        LiveStore live = new LiveStore(folder);
        boolean started = false;
        try {
            live.open(load);
            started = true;
            return live;
        } finally {
            if (!started) {
                live.close();
            }
        }
    }

    private void open(Load load) throws Exception {
        broker.createTopics(1, DefaultTopics.all());
        KafkaConnection kafka =
                opened(KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers())));
        startDashboard();
        int before = client.get("/api/status").at("/store/documents").asInt();
        Letters.send(kafka, load.letters());
        client.await("/api/status", at -> at.at("/store/rejects").asInt() >= load.letters());
        stream = opened(DocumentStream.start(kafka, load.perSecond(), before));
        client.await(
                "/api/status", at -> at.at("/store/documents").asInt() > before + load.perSecond());
    }

    /** Starts the dashboard, at the same port each time. */
    public void startDashboard() throws Exception {
        dashboard =
                DashboardProcess.start(
                        logs.resolve("dashboard.log"),
                        new DashboardProcess.Shape(HEAP, port),
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--data",
                        folder.toString());
        client = dashboard.client();
    }

    /** Stops the dashboard as Ctrl-C does. */
    public void stopDashboard() {
        dashboard.stop();
    }

    /** How many enriched records have been handed to Kafka. */
    public int sent() {
        return stream.sent();
    }

    /** Who asks the dashboard. */
    public ApiClient client() {
        return client;
    }

    /** What the dashboard's process holds. */
    public ProcessMemory memory() throws IOException {
        return ProcessMemory.of(dashboard.pid());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        if (dashboard != null) {
            dashboard.stop();
        }
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(part + " does not close.", e);
            }
        }
    }
}
