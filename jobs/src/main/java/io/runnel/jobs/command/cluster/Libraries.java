package io.runnel.jobs.command.cluster;

import java.nio.file.Path;

/**
 * What the processes of a cluster are started from.
 *
 * @param flink class path of ZooKeeper, JobManager and TaskManagers
 * @param kafka class path of brokers
 * @param models the model store of the TaskManagers
 */
public record Libraries(String flink, String kafka, Path models) {
    /** Processes that have every class of this one, so that jobs need no jar. */
    public static Libraries ofThisProcess(Path models) {
        String classPath = System.getProperty("java.class.path");
        return new Libraries(classPath, classPath, models);
    }
}
