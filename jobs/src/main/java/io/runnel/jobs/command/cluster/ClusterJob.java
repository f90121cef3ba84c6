package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.cluster.FlinkRest.Submission;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is submitted to a cluster of processes.
 *
 * @param arguments of the job's jar
 */
public record ClusterJob(List<String> arguments, int parallelism, Optional<String> savepoint) {
    public ClusterJob {
        arguments = List.copyOf(arguments);
    }

    /** The job of a type with the default topics, one task of each operator. */
    public static ClusterJob of(DocumentType type, String bootstrapServers) {
        return new ClusterJob(
                List.of(
                        "--type",
                        type.label(),
                        "--kafka.bootstrap-servers",
                        bootstrapServers,
                        "--delivery.transactional-id-prefix",
                        "cluster"),
                1,
                Optional.empty());
    }

    /** The same job with these arguments behind the others. */
    public ClusterJob with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new ClusterJob(all, parallelism, savepoint);
    }

    /** The same job with so many tasks of each operator. */
    public ClusterJob times(int tasks) {
        return new ClusterJob(arguments, tasks, savepoint);
    }

    /** The same job, going on where a savepoint was made. */
    public ClusterJob from(String place) {
        return new ClusterJob(arguments, parallelism, Optional.of(place));
    }

    /** What is sent to Flink; {@code jar} as {@link FlinkRest#upload} named it. */
    public Submission submission(String jar) {
        return new Submission(jar, arguments, parallelism, savepoint);
    }
}
