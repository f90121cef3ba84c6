package io.runnel.jobs.command.topics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** The options that say which Kafka a command talks to. */
public final class KafkaAddress {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:RUNNEL_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            description =
                    "The Kafka to talk to (default: ${DEFAULT-VALUE}, or RUNNEL_KAFKA_BOOTSTRAP_SERVERS).")
    private String bootstrapServers;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description =
                    "A property of the Kafka client, such as security.protocol=SSL; repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** The Kafka at this address, without further properties. */
    public static KafkaAddress of(String bootstrapServers) {
        KafkaAddress address = new KafkaAddress();
        address.bootstrapServers = bootstrapServers;
        return address;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The properties that every client of this Kafka is made with. */
    Map<String, String> clientProperties() {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }
}
