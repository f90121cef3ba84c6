package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.deadletters.DeadLetterReplay.ReplayedLetters;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;

/** Says of dead letters whether they have been replayed, by whatever program. */
final class ReplayMarks {
    private static final long FRESH_NANOS = 3_000_000_000L;

    private final KafkaServices kafka;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(long at, Optional<ReplayedLetters> letters) {}

    ReplayMarks(KafkaServices kafka) {
        this.kafka = kafka;
    }

    /** Adds {@code replayed}; {@code null} where Kafka does not tell now. */
    void mark(JsonNode row) {
        Optional<ReplayedLetters> letters = letters(row.get("topic").asText());
        ((ObjectNode) row)
                .put(
                        "replayed",
                        letters.map(
                                        replayed ->
                                                replayed.contains(
                                                        row.get("partition").asInt(),
                                                        row.get("offset").asLong()))
                                .orElse(null));
    }

    private Optional<ReplayedLetters> letters(String topic) {
        Known last = known.get(topic);
        if (last == null || System.nanoTime() - last.at() > FRESH_NANOS) {
            // The answer is fresh from when it came: an absent Kafka takes ten seconds to say so.
            Optional<ReplayedLetters> letters = ask(topic);
            last = new Known(System.nanoTime(), letters);
            known.put(topic, last);
        }
        return last.letters();
    }

    private Optional<ReplayedLetters> ask(String topic) {
        try {
            return Optional.of(kafka.replay(topic).replayed());
        } catch (CommandFailure | KafkaException e) {
            return Optional.empty();
        }
    }
}
