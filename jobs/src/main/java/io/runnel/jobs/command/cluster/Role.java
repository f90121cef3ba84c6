package io.runnel.jobs.command.cluster;

/** What a process of a cluster is for, in the order in which they start. */
public enum Role {
    /** Remembers who leads, so that a JobManager that starts again finds its jobs. */
    ZOOKEEPER("zookeeper"),
    /** A Kafka node, broker and controller. */
    BROKER("broker"),
    JOB_MANAGER("jobmanager"),
    TASK_MANAGER("taskmanager");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The name of the process with this number, such as {@code taskmanager-2}. */
    public String name(int number) {
        return label + "-" + number;
    }

    /** The role of a process that is called so. */
    public static Role of(String process) {
        for (Role role : values()) {
            if (process.startsWith(role.label + "-")) {
                return role;
            }
        }
        throw new IllegalArgumentException("No process of a cluster is called '" + process + "'.");
    }
}
