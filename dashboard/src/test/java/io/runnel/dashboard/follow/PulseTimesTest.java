package io.runnel.dashboard.follow;

import static io.runnel.dashboard.Samples.NOON;
import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.Place;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Clocks of others that are wrong. */
class PulseTimesTest {
    private static final long YEAR_2200 = 7_258_118_400_000L;

    @Test
    void countsWhatComesNowAlsoBehindRecordsOfATimeToCome() {
        Pulse pulse = new Pulse(Clock.fixed(NOON, ZoneOffset.UTC));
        Batch ahead = new Batch();
        for (int i = 0; i < 300; i++) {
            ahead.add(written(i, YEAR_2200 + i * 1_000L));
        }
        pulse.note(ahead);
        Batch now = new Batch();
        for (int i = 300; i < 600; i++) {
            now.add(written(i, NOON.toEpochMilli() - 5_000));
        }
        pulse.note(now);
        JsonNode topic = pulse.now().at("/topics/0");
        assertThat(topic.get("documents_per_second").asDouble()).isEqualTo(600 / 30.0);
    }

    @Test
    void refusesACorrectionOfATimeThatNoClockShows() {
        byte[] far =
                """
                {"correction_id":"c","at":"+1000000000-12-31T23:59:59Z","document_type":"ticket",
                 "document_id":"a","task":"sentiment","given":{"label":"negative"},
                 "right":{"label":"positive"}}"""
                        .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CorrectionJson.read(new Place("corrections", 0, 0), far))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'at'");
    }

    private static IncomingDocument written(int offset, long at) {
        IncomingDocument document = at(offset, ticket("t" + offset, "text"));
        return new IncomingDocument(document.place(), at, document.enriched(), document.json());
    }
}
