package io.runnel.jobs.command.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a cluster is made of.
 *
 * @param folder where its data, configuration and logs go
 * @param brokers 1 or 3; with three, topics have three replicas and two must have a record
 * @param taskManagers TaskManager processes
 * @param slots of each TaskManager
 * @param memory whether the JobManager remembers its jobs when it dies
 * @param ports those that users type
 * @param flink keys of Flink's configuration, over those that the cluster sets itself
 * @param kafka keys of the brokers' configuration, over those that the cluster sets itself
 */
public record ClusterPlan(
        Path folder,
        int brokers,
        int taskManagers,
        int slots,
        Memory memory,
        Ports ports,
        Map<String, String> flink,
        Map<String, String> kafka) {
    /** What a JobManager knows after it died. */
    public enum Memory {
        /** Nothing: its jobs are gone. */
        NONE,
        /** Its jobs and their last checkpoints, by way of a ZooKeeper process. */
        HIGH_AVAILABILITY
    }

    /**
     * The ports that users type; 0 is any that is free.
     *
     * @param kafka of the first broker
     * @param rest of Flink's web page and REST interface
     */
    public record Ports(int kafka, int rest) {
        public static final Ports ANY = new Ports(0, 0);
    }

    public ClusterPlan {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException(
                    "Expected 1 or 3 brokers, found " + brokers + ": two have no majority.");
        }
        if (taskManagers < 1 || slots < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one TaskManager with one slot, found "
                            + taskManagers
                            + " with "
                            + slots
                            + ".");
        }
        folder = folder.toAbsolutePath().normalize();
        flink = Map.copyOf(flink);
        kafka = Map.copyOf(kafka);
    }

    /** A cluster with two slots on each TaskManager, any ports, and nothing special. */
    public static ClusterPlan of(Path folder, int brokers, int taskManagers) {
        return new ClusterPlan(
                folder, brokers, taskManagers, 2, Memory.NONE, Ports.ANY, Map.of(), Map.of());
    }

    /** The same with a JobManager that survives. */
    public ClusterPlan highlyAvailable() {
        return new ClusterPlan(
                folder,
                brokers,
                taskManagers,
                slots,
                Memory.HIGH_AVAILABILITY,
                ports,
                flink,
                kafka);
    }

    /** The same on these ports. */
    public ClusterPlan at(Ports other) {
        return new ClusterPlan(folder, brokers, taskManagers, slots, memory, other, flink, kafka);
    }

    /** The same with these keys of Flink and of Kafka's brokers. */
    public ClusterPlan with(Map<String, String> flinkKeys, Map<String, String> kafkaKeys) {
        return new ClusterPlan(
                folder, brokers, taskManagers, slots, memory, ports, flinkKeys, kafkaKeys);
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The folder of one process's configuration and data. */
    Path of(String process) {
        return folder.resolve(process);
    }

    /** The data of one broker. */
    public Path brokerData(int number) {
        return of(Role.BROKER.name(number)).resolve("data");
    }

    /** Where savepoints go. */
    public Path savepoints() {
        return folder.resolve("savepoints");
    }
}
