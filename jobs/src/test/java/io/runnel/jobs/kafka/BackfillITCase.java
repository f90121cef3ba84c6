package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.GenerationHeader;
import io.runnel.jobs.kafka.DeliveryConditions.Beginning;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A range of a topic, enriched again with the real engine, beside what was enriched before. */
class BackfillITCase {
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void readsItsRangeOnceSaysItsGenerationAndEnds() throws Exception {
        BROKER.kafka().createTopics(3, "tickets");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            records.add(ticket(0, second));
        }
        for (int second = 0; second < 5; second++) {
            records.add(ticket(1, second));
        }
        BROKER.kafka().send(records);
        JobRun.during(
                JobRun.settings(
                        BROKER.kafka(), "ticket", "--delivery.transactional-id-prefix=live"),
                () -> BROKER.kafka().read("tickets-enriched", records.size()));

        JobSettings backfill =
                JobRun.settings(
                        BROKER.kafka(),
                        "ticket",
                        "--delivery.transactional-id-prefix=live",
                        "--backfill.from=" + FIRST.plusSeconds(3),
                        "--backfill.until=" + FIRST.plusSeconds(8),
                        "--enrichment.generation=1");
        assertThat(DeliveryConditions.check(backfill))
                .containsExactly(
                        "This is a backfill of 7 offsets: tickets-0 from 3 until 8, tickets-1 from 3"
                                + " until 5. It ends behind them.");
        JobRun.toItsEnd(backfill);

        List<ConsumerRecord<byte[], byte[]>> written =
                BROKER.kafka().readAll(List.of("tickets-enriched"));
        assertThat(places(written, 0)).hasSize(records.size()).doesNotHaveDuplicates();
        assertThat(places(written, 1))
                .containsExactlyInAnyOrder(
                        "tickets-0@3",
                        "tickets-0@4",
                        "tickets-0@5",
                        "tickets-0@6",
                        "tickets-0@7",
                        "tickets-1@3",
                        "tickets-1@4");
        assertThat(written)
                .filteredOn(each -> each.headers().lastHeader(GenerationHeader.NAME) != null)
                .hasSize(7)
                .allSatisfy(
                        each ->
                                assertThat(each.headers().lastHeader(GenerationHeader.NAME).value())
                                        .asString(UTF_8)
                                        .isEqualTo("1"));
    }

    @Test
    void refusesTheNameOfOneThatIsAtWorkUnlessItGoesOnFromItsState() throws Exception {
        BROKER.kafka().createTopics(1, "mails");
        BROKER.kafka().send(List.of(new ProducerRecord<>("mails", bytes("{}"))));
        JobSettings backfill =
                JobRun.settings(
                        BROKER.kafka(),
                        "ticket",
                        "--kafka.source.topic=mails",
                        "--delivery.transactional-id-prefix=mails",
                        "--backfill.from=earliest",
                        "--backfill.until=latest");
        try (KafkaProducer<byte[], byte[]> atWork =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                BROKER.kafka().bootstrapServers(),
                                "transactional.id",
                                "mails-backfill-ticket-enriched-0-1"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            atWork.initTransactions();
            atWork.beginTransaction();
            atWork.send(new ProducerRecord<>("mails", bytes("open"))).get();

            assertThatThrownBy(() -> DeliveryConditions.check(backfill))
                    .isInstanceOf(UnmetConditions.class)
                    .hasMessageContaining(
                            "open under mails-backfill-ticket-enriched-0-1: a backfill")
                    .hasMessageContaining("Give another backfill.name");
            assertThat(DeliveryConditions.check(backfill, Beginning.WITH_STATE)).hasSize(1);
            atWork.abortTransaction();
        }
    }

    private static List<String> places(
            List<ConsumerRecord<byte[], byte[]>> written, int generation) {
        return written.stream()
                .map(each -> new JsonEnrichedCodec().decode(each.value()))
                .filter(each -> each.generation() == generation)
                .map(Enriched::document)
                .map(document -> document.origin().place())
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> ticket(int partition, int second) {
        return new ProducerRecord<>(
                "tickets",
                partition,
                FIRST.plusSeconds(second).toEpochMilli(),
                bytes("key"),
                bytes(
                        "{\"id\":\"t-%d-%d\",\"text\":\"I was charged £%d twice.\"}"
                                .formatted(partition, second, second)));
    }
}
