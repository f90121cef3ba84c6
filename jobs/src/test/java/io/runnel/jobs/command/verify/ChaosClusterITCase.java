package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.OutputOrder;
import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short chaos run; {@code ./runnel verify chaos} is the long one. */
class ChaosClusterITCase {
    @TempDir Path folder;

    @Test
    void everyDocumentComesOutOnceAndInOrderWhileProcessesAreKilled() throws Exception {
        ChaosSettings settings =
                new ChaosSettings(
                        1_500,
                        Map.of(Way.KILL, 3, Way.FREEZE, 1, Way.RESCALE, 1),
                        1,
                        OutputOrder.ORDERED,
                        500);
        ClusterPlan plan =
                ClusterPlan.of(folder, 3, 2).highlyAvailable().with(ChaosSettings.FLINK, Map.of());
        TestTerminal terminal = new TestTerminal();
        ChaosReport report;
        try (ProcessCluster cluster =
                ProcessCluster.start(plan, BuildOutput.installation(), new Loopback())) {
            report =
                    new ChaosRun(settings, cluster, terminal.terminal(), Interruption.manual())
                            .run(BuildOutput.installation(), Optional.empty());
        }
        assertThat(report.kept()).as("%s%n%s", report.text(), terminal.err()).isTrue();
        assertThat(report.account().deadLetters()).isEqualTo(1_500 / 40);
    }
}
