package io.runnel.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Samples;
import io.runnel.dashboard.Samples.Said;
import io.runnel.dashboard.store.Batch;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Now shows of the last seconds. */
class PulseTest {
    private final Pulse pulse = new Pulse(Clock.fixed(Samples.NOON.plusSeconds(5), ZoneOffset.UTC));

    @Test
    void modelTimeIsThatOfDocumentsThatAskedAModel() {
        Batch batch = new Batch();
        Said said = Samples.ticket("t1", "My card is gone.");
        batch.add(Samples.at(0, said));
        // These were answered from the cache.
        batch.add(Samples.invoice(1, "Paper & Sons", "12.50"));
        batch.add(Samples.invoice(2, "Paper & Sons", "12.50"));

        pulse.note(batch);

        ObjectNode now = pulse.now();
        assertThat(now.at("/model_ms/p50").asDouble()).isEqualTo(12.5);
        assertThat(now.at("/queue_ms/p50").asDouble()).isEqualTo(2);
        assertThat(now.at("/topics/0/total").asInt()).isEqualTo(2);
    }

    @Test
    void countsReasonsThatAnybodyWroteWithoutKeepingThemAll() {
        Batch batch = new Batch();
        for (int i = 0; i < 3_000; i++) {
            batch.add(Samples.reject(i, "MADE_UP_" + i, new byte[] {1}));
        }
        batch.add(Samples.reject(3_000, "x".repeat(10_000), new byte[] {1}));
        batch.add(Samples.reject(3_001, "MISSING_ID", new byte[] {1}));

        pulse.note(batch);

        JsonNode reasons = pulse.now().get("rejects_last_minute");
        Map<String, Integer> counts = new HashMap<>();
        reasons.forEach(each -> counts.put(each.get("reason").asText(), each.get("count").asInt()));
        assertThat(counts).hasSizeLessThanOrEqualTo(1_001).containsEntry("MISSING_ID", 1);
        assertThat(counts.keySet()).allSatisfy(each -> assertThat(each).hasSizeLessThan(200));
        assertThat(counts.get("OTHER")).isGreaterThan(2_000);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3_002);
    }

    @Test
    void hasNoModelTimeBeforeTheFirstDocument() {
        assertThat(pulse.now().at("/model_ms/p50").isNull()).isTrue();
    }
}
