package io.runnel.jobs.command.topics;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.kafka.BackfillPlan;
import io.runnel.jobs.options.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka that answered: what commands need of it, with errors as sentences. */
public final class KafkaConnection implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int LARGEST_REQUEST_BYTES = 32 * 1024 * 1024;

    private final Map<String, String> properties;
    private final Admin admin;

    private KafkaConnection(Map<String, String> properties, Admin admin) {
        this.properties = properties;
        this.admin = admin;
    }

    /**
     * Connects.
     *
     * @throws CommandFailure if no Kafka answers within 10 s
     */
    public static KafkaConnection open(KafkaAddress address) {
        Map<String, String> properties = address.clientProperties();
        Admin admin;
        try {
            admin = Admin.create(new HashMap<>(properties));
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "Kafka at " + address.bootstrapServers() + " cannot be used: " + causeOf(e), e);
        }
        KafkaConnection connection = new KafkaConnection(properties, admin);
        try {
            admin.describeCluster().nodes().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return connection;
        } catch (ExecutionException | TimeoutException e) {
            connection.close();
            throw new CommandFailure(
                    "No Kafka answers at "
                            + address.bootstrapServers()
                            + " within "
                            + ANSWER_LIMIT.toSeconds()
                            + " s. Name another one with --bootstrap-servers, or start one with"
                            + " './runnel broker'.",
                    e);
        } catch (InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    /** {@code host:port,…}. */
    public String bootstrapServers() {
        return properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** The topics that are not Kafka's own, by name. */
    public Set<String> topics() {
        return new TreeSet<>(answer("list topics", admin.listTopics().names()));
    }

    /**
     * Refuses a topic that is not there, with those that are.
     *
     * @throws CommandFailure if there is none of this name
     */
    public void requireTopic(String topic) {
        Set<String> topics = topics();
        if (!topics.contains(topic)) {
            throw new CommandFailure(
                    "Topic '"
                            + topic
                            + "' does not exist at "
                            + bootstrapServers()
                            + "; "
                            + (topics.isEmpty()
                                    ? "it has no topics."
                                    : "there are " + String.join(", ", topics) + "."));
        }
    }

    /** Creates those of the topics that are not there, and gives their names. */
    public List<String> createMissing(Collection<NewTopic> wanted) {
        Set<String> topics = topics();
        List<NewTopic> missing =
                wanted.stream().filter(topic -> !topics.contains(topic.name())).toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing)
                .values()
                .forEach(
                        (name, done) -> {
                            try {
                                answer("create topic " + name, done);
                                created.add(name);
                            } catch (CommandFailure e) {
                                if (!(e.getCause() instanceof TopicExistsException)) {
                                    throw e;
                                }
                            }
                        });
        return created;
    }

    /** The partitions of a topic. */
    public List<TopicPartition> partitions(String topic) {
        int count =
                answer(
                                "describe topic " + topic,
                                admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                        .partitions()
                        .size();
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }

    /** What Kafka calls topics that are there: one that is made anew has another id. */
    public Map<String, String> topicIds(Collection<String> topics) {
        Map<String, String> ids = new HashMap<>();
        answer("describe topics", admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        return Map.copyOf(ids);
    }

    /** What a range of a topic means now. */
    public BackfillPlan plan(Reading.Backfill range, String topic) {
        return BackfillPlan.of(range, topic, partitions(topic).size(), admin);
    }

    /** A consumer that sees only what transactions have committed. */
    public Consumer<byte[], byte[]> committedConsumer() {
        return consumer(Map.of());
    }

    /** The same, as a member of a group whose offsets travel in transactions. */
    public Consumer<byte[], byte[]> groupConsumer(String group) {
        return consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    }

    /** Where partitions end now, with the records of open transactions. */
    public Map<TopicPartition, Long> writtenEnds(Collection<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer =
                consumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"))) {
            return Map.copyOf(consumer.endOffsets(partitions));
        }
    }

    private Consumer<byte[], byte[]> consumer(Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Where Kafka forgot the next record, or made the topic anew: what is left, not what comes.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(more);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that writes each record once. */
    public Producer<byte[], byte[]> producer() {
        return producer(Optional.empty());
    }

    /** A producer of transactions with this id. */
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        return producer(Optional.of(transactionalId));
    }

    private Producer<byte[], byte[]> producer(Optional<String> transactionalId) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST_BYTES));
        transactionalId.ifPresent(id -> config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private <T> T answer(String what, Future<T> asked) {
        try {
            return asked.get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "Kafka at " + bootstrapServers() + " refused to " + what + ": " + causeOf(e),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "Kafka at "
                            + bootstrapServers()
                            + " did not "
                            + what
                            + " within "
                            + ANSWER_LIMIT.toSeconds()
                            + " s.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private static String causeOf(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
