package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./runnel verify stops} is the long one. */
class StopsClusterITCase {
    private static final int STOPS = 4;

    @TempDir Path folder;

    @Test
    void aTaskManagerThatIsStoppedUnderLoadEndsByItself() throws Exception {
        TestTerminal terminal = new TestTerminal();
        try (ProcessCluster cluster =
                ProcessCluster.start(
                        ClusterPlan.of(folder, 1, 1), BuildOutput.installation(), new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster)
                    .create(
                            ChaosSettings.PARTITIONS,
                            ChaosSettings.INPUT,
                            ChaosSettings.ENRICHED,
                            ChaosSettings.DEAD_LETTERS);

            StopsReport report =
                    new StopsRun(
                                    cluster,
                                    BuildOutput.installation(),
                                    terminal.terminal(),
                                    Interruption.manual())
                            .run(STOPS);

            assertThat(report.clean()).as(report.text()).isTrue();
            assertThat(report.stops()).hasSize(STOPS);
        }
    }
}
