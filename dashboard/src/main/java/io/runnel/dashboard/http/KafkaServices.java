package io.runnel.dashboard.http;

import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.why.Explainer;
import io.runnel.jobs.command.deadletters.DeadLetterReplay;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.util.Optional;

/** What writes to Kafka or asks models. */
public record KafkaServices(
        KafkaConnection connection, CorrectionSender corrections, Optional<Explainer> explainer) {
    DeadLetterReplay replay(String topic) {
        return new DeadLetterReplay(connection, topic);
    }
}
