package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.kafka.TopicLeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics of a cluster, with as many replicas as it has brokers. */
public final class ClusterTopics {
    /** Largest record that they take. */
    public static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

    private final ProcessCluster cluster;

    public ClusterTopics(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Creates topics that can be written at once; those that exist stay as they are.
     *
     * @throws CommandFailure if Kafka refuses one
     */
    public void create(int partitions, String... names) throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String name : names) {
            topics.add(
                    new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(
                                    Map.of(
                                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                            Integer.toString(LARGEST_RECORD_BYTES))));
            counts.put(name, partitions);
        }
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                cluster.bootstrapServers()))) {
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                    counts.remove(created.getKey());
                }
            }
            TopicLeaders.await(admin, counts);
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "The topics cannot be made: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
