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
import io.runnel.jobs.command.topics.DefaultTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds; {@code ./runnel verify resubmission --times 30} is the long run. */
class ResubmissionClusterITCase {
    private static final int ROUNDS = 9;

    @TempDir Path folder;

    @Test
    void aTaskManagerHoldsNoMoreAfterTheNinthRoundThanAfterTheThird() throws Exception {
        try (ProcessCluster cluster =
                ProcessCluster.start(
                        ClusterPlan.of(folder, 1, 1).with(ResubmissionRun.FLINK, Map.of()),
                        BuildOutput.installation(),
                        new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster).create(1, DefaultTopics.all());
            TestTerminal terminal = new TestTerminal();

            List<ResourceSample> samples =
                    new ResubmissionRun(
                                    cluster,
                                    BuildOutput.installation(),
                                    terminal.terminal(),
                                    Interruption.manual())
                            .run(ROUNDS);

            assertThat(Flatness.growing(samples)).as(terminal.err()).isEmpty();
            LogFindings.Found found = new LogFindings(cluster.logs()).read();
            assertThat(found.linkErrors()).isZero();
            assertThat(found.crashes()).isZero();
        }
    }
}
