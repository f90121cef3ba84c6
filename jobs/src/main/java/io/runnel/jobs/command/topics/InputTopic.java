package io.runnel.jobs.command.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** A topic that commands send to, as they create it where it is missing. */
public final class InputTopic {
    private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

    private InputTopic() {}

    /** With room for long documents, and the brokers' own replication. */
    public static NewTopic of(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(
                        Map.of(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(LARGEST_MESSAGE_BYTES)));
    }
}
