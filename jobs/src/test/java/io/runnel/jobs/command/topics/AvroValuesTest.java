package io.runnel.jobs.command.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.registry.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AvroValuesTest {
    @Test
    void handsOnWhatIsNoEnrichedRecordAsItIs() {
        List<ConsumerRecord<byte[], byte[]>> printed = new ArrayList<>();
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("out", 0, 0, null, null);
        ConsumerRecord<byte[], byte[]> text =
                new ConsumerRecord<>("out", 0, 1, null, "{}".getBytes(UTF_8));
        try (FakeRegistry server = FakeRegistry.start()) {
            RecordPrinter reader = AvroValues.reader(printed::add, server.settings());

            reader.print(tombstone);
            reader.print(text);
        }

        assertThat(printed).containsExactly(tombstone, text);
    }
}
