package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.RunningProcess;
import java.util.HashSet;
import java.util.Set;

/**
 * Starts processes again that ended, as systemd or Kubernetes would; but not those that the striker
 * has taken away. Thread-safe.
 */
final class Keeper {
    private final ProcessCluster cluster;
    private final Set<String> away = new HashSet<>();
    private int unplanned;

    Keeper(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    /** From now on it is no business of this one if the process ends. */
    synchronized void takeAway(String process) {
        away.add(process);
    }

    /** The process is to run again, and is started if it does not. */
    synchronized void giveBack(String process) {
        away.remove(process);
        if (!cluster.process(process).isAlive()) {
            cluster.restart(process);
        }
    }

    /** Starts what ended by itself. */
    synchronized void look() {
        for (RunningProcess process : cluster.processes()) {
            if (!process.isAlive() && !away.contains(process.name())) {
                unplanned++;
                cluster.restart(process.name());
            }
        }
    }

    /**
     * How often a process ended by itself: TaskManagers that were frozen do, brokers that lost
     * their disk or their quorum do.
     */
    synchronized int unplanned() {
        return unplanned;
    }
}
