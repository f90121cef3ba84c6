package io.runnel.dashboard.follow;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.IncomingReject;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The type of a letter is that of the documents from its source; not of any number of sources. */
class SourcesOfLettersTest {
    private final RecordReader reader =
            new RecordReader(
                    new FollowedTopics(
                            Set.of("own-enriched"), Set.of("own-dlt"), "corrections", null));

    @Test
    void areKnownOfTheFirstThousandSources() {
        Batch batch = new Batch();
        for (int source = 0; source < 1_500; source++) {
            reader.read(record("own-enriched", source, document("own-" + source)), batch);
        }
        assertThat(batch.undecoded()).isEmpty();

        reader.read(letterFrom("own-0"), batch);
        reader.read(letterFrom("own-999"), batch);
        reader.read(letterFrom("own-1499"), batch);

        assertThat(batch.rejects().stream().map(IncomingReject::type))
                .containsExactly("ticket", "ticket", null);
    }

    @Test
    void areNotKnownByANameThatNoTopicHas() {
        Batch batch = new Batch();
        String name = "x".repeat(100_000);
        reader.read(record("own-enriched", 0, document(name)), batch);

        reader.read(letterFrom(name), batch);

        assertThat(batch.documents()).hasSize(1);
        assertThat(batch.rejects().get(0).type()).isNull();
    }

    private static String document(String source) {
        return at(0, ticket("a", "Text")).json().replace("\"tickets\"", "\"" + source + "\"");
    }

    private static ConsumerRecord<byte[], byte[]> letterFrom(String source) {
        ConsumerRecord<byte[], byte[]> letter = record("own-dlt", 0, "{}");
        letter.headers().add(DeadLetterHeader.TOPIC, source.getBytes(StandardCharsets.UTF_8));
        return letter;
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, String value) {
        return new ConsumerRecord<>(topic, 0, offset, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
