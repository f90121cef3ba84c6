package io.runnel.jobs.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the brokers say about themselves and the topics of a job.
 *
 * @param topics those that exist, by name
 * @param transactionMaxTimeout the longest time-out that they grant; empty if they do not tell
 */
record BrokerFacts(Map<String, Topic> topics, Optional<Duration> transactionMaxTimeout) {
    private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";

    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    static final String CLEANUP_POLICY = "cleanup.policy";
    static final String TIMESTAMP_TYPE = "message.timestamp.type";

    /** Milliseconds that a record is kept, by its time; less than 0 for ever. */
    static final String RETENTION = "retention.ms";

    /** How far a record's time may be from the broker's, in both directions. */
    static final List<String> TIMESTAMP_LIMITS =
            List.of("message.timestamp.before.max.ms", "message.timestamp.after.max.ms");

    /**
     * One topic.
     *
     * @param config what the brokers tell about it, by Kafka's names; empty if they do not
     */
    record Topic(int partitions, Map<String, String> config) {
        Optional<Long> maxMessageBytes() {
            return number(MAX_MESSAGE_BYTES);
        }

        /** Whether the topic forgets records whose key comes again. */
        boolean isCompacted() {
            return config.getOrDefault(CLEANUP_POLICY, "").contains("compact");
        }

        /** Whether records keep the time that their producer gave them. */
        boolean keepsProducersTime() {
            return config.getOrDefault(TIMESTAMP_TYPE, "CreateTime").equals("CreateTime");
        }

        /** Whether it deletes records that are younger than those that the other one keeps. */
        boolean forgetsBefore(Topic other) {
            long own = number(RETENTION).orElse(-1L);
            long others = other.number(RETENTION).orElse(own);
            return own >= 0 && (others < 0 || others > own);
        }

        Optional<Long> number(String name) {
            return Optional.ofNullable(config.get(name)).map(Long::valueOf);
        }
    }

    /**
     * Asks the brokers.
     *
     * @throws ExecutionException if none answers, or refuses
     */
    static BrokerFacts ask(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Collection<Node> nodes = admin.describeCluster().nodes().get();
        Map<String, Topic> topics = new HashMap<>();
        for (String name : names) {
            Optional<TopicDescription> description = describe(admin, name);
            if (description.isPresent()) {
                topics.put(name, topic(admin, description.get()));
            }
        }
        Node any = nodes.iterator().next();
        Optional<Duration> timeout =
                config(admin, ConfigResource.Type.BROKER, any.idString())
                        .flatMap(config -> entry(config, TRANSACTION_MAX_TIMEOUT))
                        .map(Long::valueOf)
                        .map(Duration::ofMillis);
        return new BrokerFacts(topics, timeout);
    }

    private static Optional<TopicDescription> describe(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        KafkaFuture<TopicDescription> description =
                admin.describeTopics(List.of(name)).topicNameValues().get(name);
        try {
            return Optional.of(description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Topic topic(Admin admin, TopicDescription description)
            throws ExecutionException, InterruptedException {
        Map<String, String> known = new HashMap<>();
        config(admin, ConfigResource.Type.TOPIC, description.name())
                .ifPresent(
                        config ->
                                config.entries()
                                        .forEach(entry -> known.put(entry.name(), entry.value())));
        return new Topic(description.partitions().size(), known);
    }

    /** The configuration, or nothing where the job may not read it: then it is not checked. */
    private static Optional<Config> config(Admin admin, ConfigResource.Type type, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(type, name);
        try {
            return Optional.of(
                    admin.describeConfigs(List.of(resource)).values().get(resource).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<String> entry(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
    }
}
