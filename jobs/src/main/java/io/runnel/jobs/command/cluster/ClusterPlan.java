package io.runnel.jobs.command.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster is made of.
 *
 * @param folder where its data, configuration and logs go
 * @param brokers 1 or 3; with three, topics have three replicas and two must have a record. 0 for a
 *     cluster that uses a Kafka of somebody else
 * @param taskManagers TaskManager processes
 * @param slots of each TaskManager
 * @param memory whether the JobManager remembers its jobs when it dies
 * @param ports those that users type
 * @param flink keys of Flink's configuration, over those that the cluster sets itself
 * @param kafka keys of the brokers' configuration, over those that the cluster sets itself
 * @param java how the Java of Flink's roles is started, over the cluster's own way
 */
public record ClusterPlan(
        Path folder,
        int brokers,
        int taskManagers,
        int slots,
        Memory memory,
        Ports ports,
        Map<String, String> flink,
        Map<String, String> kafka,
        Map<Role, JavaCall> java) {
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

    /**
     * How a Java process is started. What its class path holds configures its logger.
     *
     * @param options of the JVM
     * @param wrapper a class whose main method gets the name of the real one and its arguments
     */
    public record JavaCall(List<String> options, Optional<String> wrapper) {
        public JavaCall {
            options = List.copyOf(options);
        }
    }

    public ClusterPlan {
        if (brokers != 0 && brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException(
                    "Expected 1 or 3 brokers, found "
                            + brokers
                            + ": two have no majority. 0 is for a Kafka of somebody else.");
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
        java = Map.copyOf(java);
    }

    /** A cluster with two slots on each TaskManager, any ports, and nothing special. */
    public static ClusterPlan of(Path folder, int brokers, int taskManagers) {
        return new ClusterPlan(
                folder,
                brokers,
                taskManagers,
                2,
                Memory.NONE,
                Ports.ANY,
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same with so many slots on each TaskManager. */
    public ClusterPlan withSlots(int number) {
        return new ClusterPlan(
                folder, brokers, taskManagers, number, memory, ports, flink, kafka, java);
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
                kafka,
                java);
    }

    /** The same on these ports. */
    public ClusterPlan at(Ports other) {
        return new ClusterPlan(
                folder, brokers, taskManagers, slots, memory, other, flink, kafka, java);
    }

    /** The same with these keys of Flink and of Kafka's brokers. */
    public ClusterPlan with(Map<String, String> flinkKeys, Map<String, String> kafkaKeys) {
        return new ClusterPlan(
                folder, brokers, taskManagers, slots, memory, ports, flinkKeys, kafkaKeys, java);
    }

    /** The same with Java processes that are started so. */
    public ClusterPlan startedBy(Map<Role, JavaCall> calls) {
        return new ClusterPlan(
                folder, brokers, taskManagers, slots, memory, ports, flink, kafka, calls);
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
