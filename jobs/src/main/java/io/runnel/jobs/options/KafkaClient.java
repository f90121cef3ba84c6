package io.runnel.jobs.options;

import java.util.Map;
import java.util.Properties;

/**
 * How every client reaches Kafka.
 *
 * @param properties what the job passes through to the clients, such as security
 */
public record KafkaClient(String bootstrapServers, Map<String, String> properties) {
    /** Everything that a client needs to connect. */
    public Properties connection() {
        Properties connection = new Properties();
        connection.putAll(properties);
        connection.setProperty("bootstrap.servers", bootstrapServers);
        return connection;
    }
}
