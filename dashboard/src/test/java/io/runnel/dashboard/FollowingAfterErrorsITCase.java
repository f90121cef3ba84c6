package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.nio.file.Path;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of the virtual machine is said, and following goes on when it is over. */
class FollowingAfterErrorsITCase {
    private static final String TOPIC = "tickets-enriched";

    @TempDir Path folder;

    /** One topic; while memory is short its follower cannot ask which. */
    private static final class TopicsInShortMemory extends AbstractSet<String> {
        private final AtomicBoolean isShort = new AtomicBoolean(true);

        @Override
        public Iterator<String> iterator() {
            boolean following = Thread.currentThread().getName().contains("follower");
            if (following && isShort.get()) {
                throw new OutOfMemoryError("for a test");
            }
            return Set.of(TOPIC).iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Test
    void isSaidInTheStatusAndGoesOnAfterwards() throws Exception {
        TopicsInShortMemory topics = new TopicsInShortMemory();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                KafkaConnection kafka =
                        KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
            broker.createTopics(1, TOPIC);
            send(kafka);
            try (Dashboard dashboard = start(kafka, topics)) {
                ApiClient client = new ApiClient(dashboard.addressWithToken());
                JsonNode status =
                        client.await("/api/status", found -> !found.get("problem").isNull());
                assertThat(status.get("problem").asText())
                        .contains("not followed", "OutOfMemoryError", "for a test");
                topics.isShort.set(false);
                client.await("/api/status", found -> found.at("/store/documents").asInt() == 1);
                client.await("/api/status", found -> found.get("problem").isNull());
            }
        }
    }

    private Dashboard start(KafkaConnection kafka, Set<String> enriched) {
        return TestDashboard.over(folder.resolve("store"))
                .following(
                        new FollowedTopics(
                                enriched, Set.of("tickets-dlt"), FollowedTopics.CORRECTIONS, null))
                .start(kafka);
    }

    private static void send(KafkaConnection kafka) throws Exception {
        var document = at(0, ticket("a", "Text of a"));
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    TOPIC, new JsonEnrichedCodec().encode(document.enriched())))
                    .get();
        }
    }
}
