package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaJobTest {
    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void givesEveryOperatorTheIdThatItsStateIsFoundBy(DocumentType type) {
        StreamGraph graph = graph(type);

        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "read",
                        "parse",
                        "enrich-" + type.label(),
                        "part-" + type.label(),
                        "encode",
                        "write-enriched",
                        "Sink Committer: write-enriched",
                        "encode-dead-letters",
                        "write-dead-letters",
                        "Sink Committer: write-dead-letters");
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void writesToADatabaseBesideKafkaIfOneIsNamed(DocumentType type) {
        StreamGraph graph = graph(type, "--database.url=jdbc:postgresql://db:5432/runnel");

        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .contains(
                        "write-enriched",
                        "encode-database",
                        "write-database",
                        "write-dead-letters",
                        "encode-database-rejects",
                        "write-database-rejects");
        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void needsNoTypeThatFallsToKryo(DocumentType type) {
        assertThat(graph(type).getJobGraph().getNumberOfVertices()).isPositive();
    }

    @Test
    void keepsItsPromiseWhateverTheClusterCheckpointsLike() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(atLeastOnceCluster());

        KafkaJob.configure(env, settings(DocumentType.TICKET).delivery());

        CheckpointConfig checkpoints = env.getCheckpointConfig();
        assertThat(checkpoints.getCheckpointingConsistencyMode())
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(checkpoints.getCheckpointInterval()).isEqualTo(10_000);
        assertThat(checkpoints.getCheckpointTimeout()).isEqualTo(290_000);
    }

    @Test
    void leavesTheTimeOfCheckpointsToTheClusterWithoutTransactions() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(atLeastOnceCluster());

        KafkaJob.configure(
                env,
                settings(DocumentType.TICKET, "--delivery.guarantee=at-least-once").delivery());

        assertThat(env.getCheckpointConfig().getCheckpointTimeout()).isEqualTo(3_600_000);
    }

    @Test
    void keepsTheLastCheckpointOfAJobThatFailsUnlessTheClusterSaysWhatBecomesOfIt() {
        StreamExecutionEnvironment silent = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        StreamExecutionEnvironment retaining =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);

        KafkaJob.configure(silent, settings(DocumentType.TICKET).delivery());
        KafkaJob.configure(retaining, settings(DocumentType.TICKET).delivery());

        assertThat(retention(silent))
                .isEqualTo(ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        assertThat(retention(retaining))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    private static ExternalizedCheckpointRetention retention(StreamExecutionEnvironment env) {
        return env.getCheckpointConfig().getExternalizedCheckpointRetention();
    }

    private static Configuration atLeastOnceCluster() {
        Configuration cluster = new Configuration();
        cluster.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.AT_LEAST_ONCE);
        cluster.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofHours(1));
        return cluster;
    }

    private static StreamGraph graph(DocumentType type, String... more) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new KafkaJob(settings(type, more)).build(env);
        return env.getStreamGraph();
    }

    private static JobSettings settings(DocumentType type, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=" + type.label(),
                                "--kafka.bootstrap-servers=localhost:9092",
                                "--delivery.transactional-id-prefix=test"));
        arguments.addAll(List.of(more));
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }
}
