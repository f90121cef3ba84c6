package io.runnel.benchmarks.scale;

import io.runnel.benchmarks.measure.ChildMain;
import io.runnel.benchmarks.measure.ProcessMemory;
import io.runnel.benchmarks.pipeline.FlinkKeys;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterPlan.JavaCall;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.Libraries;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Flink session cluster of real processes as it is measured: each has this process's class path,
 * so that jobs need no jar, and Kafka is somebody else's.
 */
record BenchCluster(int taskManagers, int slots, EngineSettings engine) {
    private static final JavaCall JAVA =
            new JavaCall(
                    List.of("-Xmx900m", "-XX:+UseParallelGC"),
                    Optional.of(ChildMain.class.getName()));

    /**
     * Starts it and returns when every slot is there: otherwise the first TaskManager would get all
     * subtasks of a job.
     */
    ProcessCluster start(Path folder) throws InterruptedException {
        ProcessCluster cluster =
                ProcessCluster.start(
                        plan(folder), Libraries.ofThisProcess(engine.models()), new Loopback());
        try {
            new ClusterReadiness(cluster, Interruption.manual()).await();
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** Memory of all TaskManagers of a cluster that is in RAM, in mebibytes. */
    static double taskManagersMib(ProcessCluster cluster) {
        return cluster.names(Role.TASK_MANAGER).stream()
                .mapToDouble(name -> ProcessMemory.residentMib(cluster.process(name).pid()))
                .sum();
    }

    private ClusterPlan plan(Path folder) {
        return ClusterPlan.of(folder, 0, taskManagers)
                .withSlots(slots)
                .with(keys(), Map.of())
                .startedBy(Map.of(Role.JOB_MANAGER, JAVA, Role.TASK_MANAGER, JAVA));
    }

    private Map<String, String> keys() {
        String network = FlinkKeys.networkMib(slots) + "m";
        Map<String, String> keys = new HashMap<>(FlinkKeys.of(engine));
        keys.put("taskmanager.cpu.cores", Integer.toString(engine.workers()));
        keys.put("taskmanager.load-balance.mode", "SLOTS");
        keys.put("taskmanager.memory.task.heap.size", "600m");
        keys.put("taskmanager.memory.network.min", network);
        keys.put("taskmanager.memory.network.max", network);
        return keys;
    }
}
