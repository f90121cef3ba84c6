package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
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
    void needsNoTypeThatFallsToKryo(DocumentType type) {
        assertThat(graph(type).getJobGraph().getNumberOfVertices()).isPositive();
    }

    private static StreamGraph graph(DocumentType type) {
        JobSettings settings =
                JobSettings.of(
                        EffectiveOptions.of(
                                Arguments.parse(
                                        List.of(
                                                "--type=" + type.label(),
                                                "--kafka.bootstrap-servers=localhost:9092",
                                                "--delivery.transactional-id-prefix=test")),
                                Map.of()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new KafkaJob(settings).build(env);
        return env.getStreamGraph();
    }
}
