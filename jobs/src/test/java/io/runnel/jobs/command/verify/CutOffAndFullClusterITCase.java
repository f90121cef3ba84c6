package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runnel.flink.OutputOrder;
import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.Namespaces;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.SmallDisk;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of a chaos run that needs rights: network namespaces, and to mount a disk. */
class CutOffAndFullClusterITCase {
    private static final int DOCUMENTS = 1_500;
    private static final long DISK_BYTES = 1L << 29;

    @TempDir Path folder;

    @Test
    void everyDocumentComesOutOnceWhileProcessesAreCutOffAndADiskIsFull() throws Exception {
        ChaosSettings settings =
                new ChaosSettings(
                        DOCUMENTS, Map.of(Way.CUT, 3, Way.FILL, 1), 2, OutputOrder.ORDERED, 500);
        ClusterPlan plan =
                ClusterPlan.of(folder, 3, 2).highlyAvailable().with(ChaosSettings.FLINK, Map.of());
        Optional<Namespaces> network = Namespaces.tryCreate(ProcessHandle.current().pid());
        assumeTrue(network.isPresent(), "this machine or user has no network namespaces");
        try (Namespaces cables = network.get()) {
            Optional<SmallDisk> disk =
                    SmallDisk.tryMount(plan.brokerData(plan.brokers()), DISK_BYTES);
            assumeTrue(disk.isPresent(), "this machine or user cannot mount a disk");
            try (SmallDisk full = disk.get()) {
                assertThat(full).isNotNull();
                TestTerminal terminal = new TestTerminal();
                ChaosReport report;
                try (ProcessCluster cluster =
                        ProcessCluster.start(plan, BuildOutput.installation(), cables)) {
                    report =
                            new ChaosRun(
                                            settings,
                                            cluster,
                                            terminal.terminal(),
                                            Interruption.manual())
                                    .run(BuildOutput.installation(), disk);
                }
                assertThat(report.kept()).as("%s%n%s", report.text(), terminal.err()).isTrue();
                assertThat(report.notShown()).isEmpty();
            }
        }
    }
}
