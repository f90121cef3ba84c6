package io.runnel.jobs.kafka;

import io.runnel.jobs.TestCertificate;
import io.runnel.jobs.options.JobOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that lets nobody in without TLS and a login; only the test itself has a door without.
 * Its certificate is made for the run and signed by nobody else.
 */
final class SecureKafka implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "correct-horse-battery-staple";

    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final Path truststore;
    private final int securePort;
    private final int openPort;

    private SecureKafka(KafkaRaftServer server, Path truststore, int securePort, int openPort) {
        this.server = server;
        this.truststore = truststore;
        this.securePort = securePort;
        this.openPort = openPort;
    }

    static SecureKafka start(Path folder) throws Exception {
        Path keystore = TestCertificate.in(folder, "broker").keystore();
        int securePort = freePort();
        int openPort = freePort();
        Path data = Files.createDirectories(folder.resolve("data"));
        format(data);
        KafkaRaftServer server =
                new KafkaRaftServer(
                        new KafkaConfig(configuration(data, keystore, securePort, openPort), false),
                        Time.SYSTEM);
        SecureKafka kafka = new SecureKafka(server, keystore, securePort, openPort);
        server.startup();
        try (Admin admin = kafka.admin()) {
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            USER,
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, 4_096),
                                            PASSWORD)))
                    .all()
                    .get();
        }
        return kafka;
    }

    /** The door that asks for a login. */
    String bootstrapServers() {
        return HOST + ":" + securePort;
    }

    /** The door of the test. */
    String openBootstrapServers() {
        return HOST + ":" + openPort;
    }

    /** What a job says to get in, by its own keys. */
    Map<String, String> login(String mechanism, String jaas) {
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", mechanism);
        properties.put("sasl.jaas.config", jaas);
        properties.put("ssl.truststore.type", "PKCS12");
        properties.put("ssl.truststore.location", truststore.toString());
        properties.put("ssl.truststore.password", TestCertificate.STORE_PASSWORD);
        Map<String, String> keys = new HashMap<>();
        properties.forEach((name, value) -> keys.put(JobOptions.KAFKA_PROPERTIES + name, value));
        return keys;
    }

    static String plain(String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                + USER
                + "\" password=\""
                + password
                + "\";";
    }

    static String scram(String password) {
        return plain(password).replace("plain.PlainLoginModule", "scram.ScramLoginModule");
    }

    static String oauth() {
        return "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                + " unsecuredLoginStringClaim_sub=\""
                + USER
                + "\";";
    }

    void createTopics(String... names) throws Exception {
        try (Admin admin = admin()) {
            Map<String, Integer> created = new HashMap<>();
            for (String name : names) {
                admin.createTopics(
                                List.of(
                                        new NewTopic(name, 1, (short) 1)
                                                .configs(Map.of("max.message.bytes", "4000000"))))
                        .all()
                        .get();
                created.put(name, 1);
            }
            TopicLeaders.await(admin, created);
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", openBootstrapServers()));
    }

    private static Map<String, String> configuration(
            Path data, Path keystore, int securePort, int openPort) throws IOException {
        int controllerPort = freePort();
        Map<String, String> config = new TreeMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("log.dirs", data.toString());
        String doors =
                "SASL_SSL://" + HOST + ":" + securePort + ",PLAINTEXT://" + HOST + ":" + openPort;
        config.put("listeners", doors + ",CONTROLLER://" + HOST + ":" + controllerPort);
        config.put("advertised.listeners", doors);
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        config.put(
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        String door = "listener.name.sasl_ssl.";
        config.put(
                door + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_"
                        + USER
                        + "=\""
                        + PASSWORD
                        + "\";");
        config.put(
                door + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        config.put(door + "oauthbearer.sasl.jaas.config", oauth());
        config.put("ssl.keystore.type", "PKCS12");
        config.put("ssl.keystore.location", keystore.toString());
        config.put("ssl.keystore.password", TestCertificate.STORE_PASSWORD);
        config.put("ssl.key.password", TestCertificate.STORE_PASSWORD);
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("log.cleaner.dedupe.buffer.size", "2097152");
        return config;
    }

    private static void format(Path data) throws Exception {
        try (PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId("cnVubmVsLXNlY3VyZS10MQ")
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(Optional.of(data.toString()))
                    .run();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
