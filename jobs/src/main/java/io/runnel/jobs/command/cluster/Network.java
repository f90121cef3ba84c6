package io.runnel.jobs.command.cluster;

import java.util.List;

/** How the processes of a cluster reach each other. */
public sealed interface Network extends AutoCloseable permits Loopback, Namespaces {
    /** Where a process is reached. */
    String address(String process);

    /** What stands in front of a process's command to put it into its place. */
    List<String> prefix(String process);

    /** Whether {@link #cut} can be asked for. */
    boolean canCut();

    /** Takes a process off the network: nothing reaches it, and nobody tells the others. */
    void cut(String process);

    /** Brings it back. */
    void mend(String process);

    @Override
    void close();
}
