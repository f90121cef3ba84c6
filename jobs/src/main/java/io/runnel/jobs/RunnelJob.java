package io.runnel.jobs;

import io.runnel.jobs.database.DatabaseConditions;
import io.runnel.jobs.kafka.DeliveryConditions;
import io.runnel.jobs.kafka.DeliveryConditions.Beginning;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobOption;
import io.runnel.jobs.options.JobOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.MappingKeys;
import io.runnel.jobs.registry.SchemaConditions;
import java.io.PrintStream;
import java.util.List;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Submits one job: {@code flink run runnel-jobs.jar --type ticket --config tickets.yaml}.
 *
 * <p>Mistakes are thrown and never end the process: Flink may run this method inside the
 * JobManager, which would die with it. {@code flink run} prints them and exits with 1; {@code
 * ./runnel run} exits with 2.
 */
public final class RunnelJob {
    private RunnelJob() {}

    /**
     * Checks options and Kafka, prints what the options mean, and submits.
     *
     * @throws io.runnel.jobs.options.OptionMistakes if options are wrong, with all mistakes
     * @throws io.runnel.jobs.kafka.UnmetConditions if Kafka is not ready for the job
     * @throws io.runnel.jobs.registry.UnmetSchemas if the schema registry is not
     * @throws io.runnel.jobs.database.UnmetDatabase if the database is not
     */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            printHelp(System.out);
            return;
        }
        EffectiveOptions options =
                EffectiveOptions.of(Arguments.parse(List.of(arguments)), System.getenv());
        JobSettings settings = JobSettings.of(options);
        System.out.print(options.table());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Beginning beginning =
                env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
                        ? Beginning.WITH_STATE
                        : Beginning.WITHOUT_STATE;
        DeliveryConditions.check(settings, beginning).forEach(System.out::println);
        SchemaConditions.check(settings);
        DatabaseConditions.check(settings);
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        env.executeAsync(job.name());
    }

    private static void printHelp(PrintStream out) {
        out.println("flink run runnel-jobs.jar --type TYPE [--config FILE] [--KEY VALUE …]");
        for (JobOption<?> option : JobOptions.all()) {
            out.printf("  --%s%n      %s%n", option.key(), option.description());
        }
        out.printf(
                "  --%s…%n      A property of the Kafka clients.%n", JobOptions.KAFKA_PROPERTIES);
        out.printf(
                "  --%s…%n      Where a field of a document stands in the records of the source:"
                        + " docs/own-topics.md.%n",
                MappingKeys.PREFIX);
    }
}
