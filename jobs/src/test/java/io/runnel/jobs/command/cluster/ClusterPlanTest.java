package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.cluster.ClusterPlan.JavaCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {
    @TempDir Path folder;

    @Test
    void refusesTwoBrokersForTheyHaveNoMajority() {
        assertThatThrownBy(() -> ClusterPlan.of(folder, 2, 1))
                .hasMessageContaining("Expected 1 or 3 brokers, found 2");
    }

    @Test
    void writesEveryFlinkValueAsText() throws Exception {
        ClusterPlan plan =
                ClusterPlan.of(folder, 1, 1).with(Map.of("some.key", "a \"b\": c"), Map.of());

        new FlinkNodes(plan, new Loopback(), Optional.empty()).prepare(installation().processes());

        assertThat(Files.readString(folder.resolve("taskmanager-1").resolve("config.yaml")))
                .contains("some.key: \"a \\\"b\\\": c\"")
                .contains("runnel.models.directory: \"/models\"");
    }

    @Test
    void givesEveryRecordThreeReplicasOfWhichTwoMustHaveIt() throws Exception {
        ClusterPlan plan = ClusterPlan.of(folder, 3, 1);

        List<Launch> launches =
                new BrokerNodes(plan, new Loopback()).prepare(installation().processes());

        assertThat(launches).hasSize(3);
        assertThat(Files.readString(folder.resolve("broker-2").resolve("server.properties")))
                .contains("default.replication.factor=3")
                .contains("min.insync.replicas=2")
                .contains("transaction.state.log.min.isr=2")
                .contains("unclean.leader.election.enable=false");
    }

    @Test
    void keepsFlinksClassPathFreeOfKafkaAndRunnelsJobs() {
        assertThat(installation().processes().flink())
                .isEqualTo("/engine.jar:/m2/org/apache/flink/flink-runtime/flink-runtime.jar");
    }

    @Test
    void startsJavaAsItIsWishedInsteadOfItsOwnWay() {
        ClusterPlan plan =
                ClusterPlan.of(folder, 0, 1)
                        .startedBy(
                                Map.of(
                                        Role.TASK_MANAGER,
                                        new JavaCall(List.of("-Xmx1g"), Optional.of("Wrapper"))));

        List<Launch> launches =
                new FlinkNodes(plan, new Loopback(), Optional.empty())
                        .prepare(installation().processes());

        assertThat(launches.get(0).arguments()).contains("-Xmx512m", "-XX:+UseSerialGC");
        assertThat(launches.get(1).arguments())
                .startsWith("-Xmx1g")
                .doesNotContain("-Xmx528m", "-XX:+UseSerialGC")
                .containsSubsequence(
                        "Wrapper", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner")
                .noneMatch(argument -> argument.contains("log4j2"));
    }

    @Test
    void tellsTheRoleOfAProcessByItsName() {
        assertThat(Role.of(Role.TASK_MANAGER.name(2))).isEqualTo(Role.TASK_MANAGER);
        assertThatThrownBy(() -> Role.of("somebody")).hasMessageContaining("somebody");
    }

    private static Installation installation() {
        return new Installation(
                Path.of("/engine.jar"),
                Path.of("/jobs.jar"),
                Path.of("/models"),
                List.of(
                        "/checkout/jobs/target/classes",
                        "/m2/org/apache/flink/flink-runtime/flink-runtime.jar",
                        "/m2/org/apache/flink/flink-connector-kafka/flink-connector-kafka.jar",
                        "/m2/org/apache/kafka/kafka-clients/kafka-clients.jar"));
    }
}
