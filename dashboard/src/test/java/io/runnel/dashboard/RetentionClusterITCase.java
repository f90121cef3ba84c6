package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.store.Retention;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard that keeps little of what flows, beside a real broker. */
class RetentionClusterITCase {
    @TempDir Path folder;

    @Test
    void readsOnWhileItTakesOutWhatIsNoLongerKept() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, DefaultTopics.all());
            try (KafkaConnection kafka =
                            KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
                    Flow flow = Flow.start(kafka)) {
                fillBeyondWhatIsKept(kafka);
                int takenOut = 0;
                for (int start = 0; start < 2; start++) {
                    takenOut = takeOutAndReadOn(kafka, takenOut);
                }
                flow.stop();
                try (Dashboard dashboard = start(kafka, Retention.EVERYTHING)) {
                    new KeptOfFlow(client(dashboard), flow).awaitEnds();
                }
                try (Dashboard dashboard = start(kafka, newest())) {
                    new KeptOfFlow(client(dashboard), flow).awaitNewest();
                }
            }
        }
    }

    private void fillBeyondWhatIsKept(KafkaConnection kafka) throws Exception {
        try (Dashboard dashboard = start(kafka, Retention.EVERYTHING)) {
            client(dashboard)
                    .await(
                            "/api/status",
                            at -> at.at("/store/documents").asInt() > KeptOfFlow.DOCUMENTS);
        }
    }

    /** Something is taken out, a second after the start, and more is read after it. */
    private int takeOutAndReadOn(KafkaConnection kafka, int takenOutBefore) throws Exception {
        try (Dashboard dashboard = start(kafka, newest())) {
            ApiClient client = client(dashboard);
            int takenOut =
                    Eventually.get(
                            () -> {
                                int now = KeptOfFlow.takenOut(client);
                                assertThat(now).isGreaterThan(takenOutBefore);
                                return now;
                            });
            long reached = KeptOfFlow.position(client, "tickets-enriched");
            Eventually.get(
                    () ->
                            assertThat(KeptOfFlow.position(client, "tickets-enriched"))
                                    .isGreaterThan(reached));
            return takenOut;
        }
    }

    private static Retention newest() {
        return new Retention(null, (long) KeptOfFlow.DOCUMENTS, (long) KeptOfFlow.LETTERS);
    }

    private static ApiClient client(Dashboard dashboard) {
        return new ApiClient(dashboard.addressWithToken());
    }

    private Dashboard start(KafkaConnection kafka, Retention retention) {
        return TestDashboard.over(folder.resolve("store")).keeping(retention).start(kafka);
    }
}
