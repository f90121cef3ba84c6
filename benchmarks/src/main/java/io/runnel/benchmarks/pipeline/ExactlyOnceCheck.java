package io.runnel.benchmarks.pipeline;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what jobs were given and what they have committed, after the fact. */
public final class ExactlyOnceCheck {
    private ExactlyOnceCheck() {}

    /**
     * The account of one job.
     *
     * @param missing inputs without an outcome
     * @param repeated outcomes beyond the first of their input
     */
    public record Account(PipelineJob job, int inputs, int outcomes, int missing, int repeated) {}

    /**
     * The account of each job, once everything is committed or the patience is over.
     *
     * @param patience how long the last commit may take
     */
    public static List<Account> of(
            KafkaConnection kafka, List<PipelineJob> jobs, Duration patience) {
        return jobs.stream().map(job -> account(kafka, job, patience)).toList();
    }

    private static Account account(KafkaConnection kafka, PipelineJob job, Duration patience) {
        Map<String, Integer> inputs = new HashMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(kafka, job.source())) {
            do {
                count(reader, inputs);
            } while (!reader.reachedEnd());
        }
        Map<String, Integer> outcomes = new HashMap<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try (TopicReader reader =
                TopicReader.fromBeginning(kafka, List.of(job.enriched(), job.deadLetters()))) {
            do {
                count(reader, outcomes);
            } while ((outcomes.size() < inputs.size() && System.nanoTime() < deadline)
                    || !reader.reachedEnd());
        }
        int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        int missing =
                (int) inputs.keySet().stream().filter(key -> !outcomes.containsKey(key)).count();
        return new Account(job, inputs.size(), all, missing, all - outcomes.size());
    }

    private static void count(TopicReader reader, Map<String, Integer> keys) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
            keys.merge(new String(record.key(), StandardCharsets.US_ASCII), 1, Integer::sum);
        }
    }
}
