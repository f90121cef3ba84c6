package io.runnel.dashboard.browser;

import io.runnel.dashboard.ApiClient;
import io.runnel.dashboard.Dashboard;
import io.runnel.dashboard.TestDashboard;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Broker, Flink, the three real jobs with the bundled model, and the dashboard over them. */
final class RunningDemo implements AutoCloseable {
    private static final Path MODELS = Path.of("../model-store/models");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private KafkaConnection kafka;
    private Dashboard dashboard;

    private RunningDemo() {}

    /** Starts all of it; what was sent is read from the first record on. */
    static RunningDemo start(Path folder) throws Exception {
        RunningDemo demo = new RunningDemo();
        boolean started = false;
        try {
            demo.open(folder);
            started = true;
            return demo;
        } finally {
            if (!started) {
                demo.close();
            }
        }
    }

    private void open(Path folder) throws Exception {
        LocalModels models = LocalModels.at(MODELS);
        EmbeddedBroker broker = opened(EmbeddedBroker.start(folder.resolve("kafka")));
        broker.createTopics(1, DefaultTopics.all());
        int slots = DocumentType.values().length;
        LocalCluster cluster =
                opened(
                        LocalCluster.start(
                                new LocalCluster.Settings(
                                        folder.resolve("flink"), slots, models.engine())));
        for (DocumentType type : DocumentType.values()) {
            submit(cluster, type, broker.bootstrapServers());
        }
        kafka = opened(KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers())));
        dashboard =
                opened(TestDashboard.over(folder.resolve("dashboard")).start(kafka, models.root()));
    }

    private static void submit(LocalCluster cluster, DocumentType type, String servers) {
        List<String> arguments =
                List.of(
                        "--type",
                        type.label(),
                        "--kafka.bootstrap-servers",
                        servers,
                        "--kafka.source.starting-offsets",
                        "earliest",
                        "--delivery.transactional-id-prefix",
                        "browser",
                        "--delivery.checkpoint-interval",
                        "1 s");
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        StreamExecutionEnvironment env = cluster.environment(configuration);
        KafkaJob job =
                new KafkaJob(
                        JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of())));
        job.build(env);
        cluster.submit(env, job.name());
    }

    /** Sends records to the jobs. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            producer.flush();
            if (!sent.stream().allMatch(Future::isDone)) {
                throw new IllegalStateException("The broker did not take every record.");
            }
        }
    }

    /** Waits until the dashboard holds so many documents and dead letters. */
    void await(int documents, int rejects) throws Exception {
        new ApiClient(address())
                .await(
                        "/api/status",
                        at ->
                                at.at("/store/documents").asInt() >= documents
                                        && at.at("/store/rejects").asInt() >= rejects);
    }

    /** Where the page is, with the token. */
    String address() {
        return dashboard.addressWithToken();
    }

    KafkaConnection kafka() {
        return kafka;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(part + " does not close.", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }
}
