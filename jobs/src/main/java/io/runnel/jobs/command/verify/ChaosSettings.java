package io.runnel.jobs.command.verify;

import io.runnel.flink.OutputOrder;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.time.Duration;
import java.util.Map;

/**
 * What a chaos run does.
 *
 * @param documents how many are sent
 * @param wishes how many disturbances of each way
 * @param seed of the plan; the same seed gives the same plan
 * @param order whether outcomes of equal keys must keep their order
 * @param window most documents that are sent and have no outcome
 */
record ChaosSettings(
        int documents, Map<Way, Integer> wishes, long seed, OutputOrder order, int window) {
    static final String TYPE = "ticket";
    static final String INPUT = "tickets";
    static final String ENRICHED = "tickets-enriched";
    static final String DEAD_LETTERS = "tickets-dlt";
    static final int PARTITIONS = 4;
    static final int KEYS = 1_000;
    static final int FIRST_PARALLELISM = 2;

    /** Longer than every outage of a run together with the checkpoint behind it. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

    static final Duration LONGEST_OUTAGE = Duration.ofMinutes(8);
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** What makes Flink notice within seconds that somebody is gone. */
    static final Map<String, String> FLINK =
            Map.of(
                    "heartbeat.interval", "2 s",
                    "heartbeat.timeout", "10 s",
                    "restart-strategy.type", "fixed-delay",
                    "restart-strategy.fixed-delay.attempts", "2147483647",
                    "restart-strategy.fixed-delay.delay", "500 ms",
                    "slot.request.timeout", "5 min",
                    "resourcemanager.standalone.start-up-time", "1 min",
                    "execution.checkpointing.num-retained", "3",
                    "execution.checkpointing.externalized-checkpoint-retention",
                            "RETAIN_ON_CANCELLATION",
                    "runnel.inference.workers", "1");

    ChaosSettings {
        wishes = Map.copyOf(wishes);
    }
}
