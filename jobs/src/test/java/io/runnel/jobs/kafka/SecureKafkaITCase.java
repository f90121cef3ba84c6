package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.deploy.KubernetesLogin;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job gets through TLS and each kind of login, and tells nobody its password. */
class SecureKafkaITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 2));

    @TempDir private static Path folder;
    private static SecureKafka kafka;
    private static final LogCapture LOG = new LogCapture();

    @BeforeAll
    static void startKafka() throws Exception {
        LOG.start();
        kafka = SecureKafka.start(folder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
        LOG.stop();
    }

    @Test
    void enrichesWithPlain(@InjectMiniCluster MiniCluster cluster) throws Exception {
        enriches(cluster, "plain", kafka.login("PLAIN", SecureKafka.plain(SecureKafka.PASSWORD)));
    }

    @Test
    void enrichesWithScram(@InjectMiniCluster MiniCluster cluster) throws Exception {
        enriches(
                cluster,
                "scram",
                kafka.login("SCRAM-SHA-512", SecureKafka.scram(SecureKafka.PASSWORD)));
    }

    @Test
    void enrichesWithATokenOfAnyKindThatKafkasClientKnows(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        enriches(cluster, "oauth", kafka.login("OAUTHBEARER", SecureKafka.oauth()));
    }

    @Test
    void takesThePasswordFromAFileThatOnlyTheTaskManagersSee(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Path secret = folder.resolve("secret.properties");
        Files.writeString(secret, "password=" + SecureKafka.PASSWORD);
        Map<String, String> login =
                kafka.login("PLAIN", SecureKafka.plain("${file:" + secret + ":password}"));
        login.put("kafka.properties.config.providers", "file");
        login.put(
                "kafka.properties.config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider");

        enriches(cluster, "from-file", login);
    }

    @Test
    void takesTheLoginFromASecretAsItIsMountedOnKubernetes(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Path secret = Files.createDirectories(folder.resolve("runnel-kafka"));
        Files.writeString(
                secret.resolve("sasl.jaas.config"), SecureKafka.scram(SecureKafka.PASSWORD));
        Map<String, String> login = kafka.login("none", "none");
        login.putAll(KubernetesLogin.options(secret));

        enriches(cluster, "kubernetes", login);
    }

    @Test
    void saysInOneSentenceThatALoginIsWrong() {
        String wrong = "not-the-password";
        JobSettings settings = settings("wrong", kafka.login("PLAIN", SecureKafka.plain(wrong)));

        UnmetConditions unmet =
                catchThrowableOfType(
                        UnmetConditions.class, () -> DeliveryConditions.check(settings));

        assertThat(unmet.conditions())
                .singleElement()
                .asString()
                .contains("Authentication failed")
                .contains("kafka.properties.*")
                .doesNotContain(wrong);
        assertThat(LOG.lines()).noneMatch(line -> line.contains(wrong));
    }

    @Test
    void saysInOneSentenceThatNobodyTrustsTheBroker() {
        Map<String, String> login = kafka.login("PLAIN", SecureKafka.plain(SecureKafka.PASSWORD));
        login.keySet().removeIf(key -> key.contains("truststore"));

        UnmetConditions unmet =
                catchThrowableOfType(
                        UnmetConditions.class,
                        () -> DeliveryConditions.check(settings("untrusted", login)));

        assertThat(unmet.conditions()).singleElement().asString().contains("SSL handshake failed");
    }

    private void enriches(MiniCluster cluster, String name, Map<String, String> login)
            throws Exception {
        kafka.createTopics(name, name + "-enriched", name + "-dlt");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.openBootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    name,
                                    "{\"id\":\"1\",\"text\":\"Where is my parcel?\"}"
                                            .getBytes(UTF_8)))
                    .get();
        }
        String table = options(name, login).table();

        List<String> told =
                JobRun.during(
                        settings(name, login),
                        () -> {
                            awaitOne(name + "-enriched");
                            return told(cluster);
                        });

        assertThat(told).isNotEmpty().noneMatch(page -> page.contains(SecureKafka.PASSWORD));
        assertThat(table).contains("sasl.jaas.config").doesNotContain(SecureKafka.PASSWORD);
        assertThat(LOG.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(SecureKafka.PASSWORD))
                .noneMatch(line -> line.contains("Where is my parcel"));
    }

    /** What Flink's web page and REST interface tell everybody of a job. */
    private static List<String> told(MiniCluster cluster) throws Exception {
        FlinkRest rest = new FlinkRest(cluster.getRestAddress().get());
        List<String> told = new ArrayList<>();
        told.add(rest.get("/jobmanager/config").toString());
        for (JsonNode job : rest.jobs()) {
            String path = "/jobs/" + job.path("id").asText();
            for (String page : List.of("", "/config", "/plan", "/exceptions")) {
                told.add(rest.get(path + page).toString());
            }
        }
        return told;
    }

    private static JobSettings settings(String name, Map<String, String> login) {
        return JobSettings.of(options(name, login));
    }

    private static EffectiveOptions options(String name, Map<String, String> login) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=ticket",
                                "--kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--kafka.source.topic=" + name,
                                "--kafka.sink.topic=" + name + "-enriched",
                                "--kafka.dead-letters.topic=" + name + "-dlt",
                                "--delivery.checkpoint-interval=300 ms",
                                "--delivery.transactional-id-prefix=" + name));
        login.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return EffectiveOptions.of(Arguments.parse(arguments), Map.of());
    }

    private static void awaitOne(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.openBootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                assertThat(System.nanoTime()).as("a record in %s", topic).isLessThan(end);
            }
        }
    }
}
