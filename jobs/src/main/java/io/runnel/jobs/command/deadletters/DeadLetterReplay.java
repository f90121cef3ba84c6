package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.document.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replay for other modules: each letter once, in the same transactions and with the same memory as
 * {@code dead-letters replay}.
 */
public final class DeadLetterReplay {
    private final KafkaConnection kafka;
    private final String topic;

    public DeadLetterReplay(KafkaConnection kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * What was done.
     *
     * @param found how many letters were meant
     * @param sent how many of them
     * @param before how many had been replayed before
     * @param refused a sentence for each that cannot be sent
     */
    public record Outcome(int found, int sent, int before, List<String> refused) {}

    /** Which letters have been replayed, whoever did it. */
    public interface ReplayedLetters {
        boolean contains(int partition, long offset);
    }

    /** Sends one letter as it is. */
    public Outcome one(int partition, long offset) {
        LetterPlace place = new LetterPlace(partition, offset);
        return run(letter -> letter.place().equals(place), Map.of());
    }

    /** Sends one letter with these bytes in the place of its own. */
    public Outcome repaired(int partition, long offset, byte[] value) {
        LetterPlace place = new LetterPlace(partition, offset);
        return run(letter -> letter.place().equals(place), Map.of(place, value));
    }

    /** Sends all letters with this reason. */
    public Outcome all(RejectReason reason) {
        return run(letter -> letter.reason() == reason, Map.of());
    }

    /** What has been replayed so far. */
    public ReplayedLetters replayed() {
        Replayed replayed = new DeadLetterTopic(kafka, topic, null).replayed();
        return (partition, offset) -> replayed.contains(new LetterPlace(partition, offset));
    }

    private Outcome run(Replay.Choice choice, Map<LetterPlace, byte[]> repairs) {
        AtomicInteger found = new AtomicInteger();
        Replay.Choice counted =
                letter -> {
                    boolean chosen = choice.accepts(letter);
                    found.addAndGet(chosen ? 1 : 0);
                    return chosen;
                };
        Replay.Result result =
                new Replay(
                                kafka,
                                new DeadLetterTopic(kafka, topic, null),
                                new Replay.Order(counted, Long.MAX_VALUE, repairs, null),
                                Replay.Mode.SEND)
                        .run();
        int sent = result.sent().values().stream().mapToInt(Integer::intValue).sum();
        return new Outcome(found.get(), sent, result.before(), result.refused());
    }
}
