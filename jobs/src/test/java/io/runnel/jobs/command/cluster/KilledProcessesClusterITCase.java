package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, one by one; the job that runs on them has other tests. */
class KilledProcessesClusterITCase {
    @TempDir Path folder;

    @Test
    void comesBackAfterEachOfItsProcessesWasKilledAndLeavesNoneBehind() throws Exception {
        ClusterPlan plan = ClusterPlan.of(folder, 3, 1).highlyAvailable();
        List<RunningProcess> last;
        try (ProcessCluster cluster =
                ProcessCluster.start(plan, BuildOutput.installation(), new Loopback())) {
            ClusterReadiness readiness = new ClusterReadiness(cluster, Interruption.manual());
            readiness.await();
            new ClusterTopics(cluster).create(2, "topic");
            assertThatThrownBy(
                            () ->
                                    ProcessCluster.start(
                                            plan, BuildOutput.installation(), new Loopback()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("A cluster runs in " + folder);

            for (String name : List.of("broker-2", "jobmanager-1", "taskmanager-1")) {
                long before = cluster.process(name).pid();
                cluster.kill(name);
                assertThat(cluster.process(name).isAlive()).as(name).isFalse();
                cluster.restart(name);
                assertThat(cluster.process(name).pid()).as(name).isNotEqualTo(before);
            }
            readiness.await();

            last = ClusterFile.in(folder).orElseThrow().processes();
            assertThat(last).hasSize(6).allMatch(RunningProcess::isAlive);
        }
        assertThat(last).noneMatch(RunningProcess::isAlive);
        assertThat(ClusterFile.in(folder)).isEmpty();
    }
}
