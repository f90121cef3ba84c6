package io.runnel.jobs.kafka;

import io.runnel.jobs.options.KafkaSettings;
import io.runnel.jobs.options.TopicSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of a job that do not exist, with the brokers' default replication. Those that
 * it writes take records as large as the job may send.
 */
final class MissingTopicsCreation {
    /** What brokers take unless told otherwise; a topic is never created with less. */
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    private MissingTopicsCreation() {}

    /** The facts, with the topics that were created. */
    static BrokerFacts create(Admin admin, KafkaSettings kafka, BrokerFacts facts)
            throws ExecutionException, InterruptedException {
        Map<String, BrokerFacts.Topic> topics = new HashMap<>(facts.topics());
        Map<String, Integer> created = new HashMap<>();
        for (String name : DeliveryConditions.topics(kafka)) {
            if (!topics.containsKey(name)) {
                Map<String, String> config = config(kafka, name, topics);
                create(admin, name, kafka.createdPartitions(), config);
                topics.put(name, new BrokerFacts.Topic(kafka.createdPartitions(), config));
                created.put(name, kafka.createdPartitions());
            }
        }
        TopicLeaders.await(admin, created);
        return new BrokerFacts(topics, facts.transactionMaxTimeout());
    }

    private static void create(Admin admin, String name, int partitions, Map<String, String> config)
            throws ExecutionException, InterruptedException {
        NewTopic topic =
                new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another job may have created it between the question and now.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * Room for the largest record, and for every time that the source topic takes and keeps: an
     * enriched record has the time of its input.
     */
    private static Map<String, String> config(
            KafkaSettings kafka, String name, Map<String, BrokerFacts.Topic> topics) {
        Map<String, String> config = new HashMap<>();
        for (TopicSettings written : List.of(kafka.enriched(), kafka.deadLetters())) {
            if (written.topic().equals(name)) {
                config.put(
                        BrokerFacts.MAX_MESSAGE_BYTES,
                        Integer.toString(
                                Math.max(DEFAULT_MAX_MESSAGE_BYTES, written.maxRecordBytes())));
                config.put(BrokerFacts.CLEANUP_POLICY, "delete");
            }
        }
        BrokerFacts.Topic source = topics.get(kafka.source().topic());
        if (source != null && name.equals(kafka.enriched().topic())) {
            for (String limit : BrokerFacts.TIMESTAMP_LIMITS) {
                source.number(limit).ifPresent(most -> config.put(limit, Long.toString(most)));
            }
            source.number(BrokerFacts.RETENTION)
                    .ifPresent(kept -> config.put(BrokerFacts.RETENTION, Long.toString(kept)));
        }
        return config;
    }
}
