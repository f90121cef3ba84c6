package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.cluster.Role;
import java.util.Locale;

/** What a chaos run does to a cluster. */
enum Disturbance {
    KILL_TASK_MANAGER(Way.KILL, Role.TASK_MANAGER),
    KILL_JOB_MANAGER(Way.KILL, Role.JOB_MANAGER),
    KILL_BROKER(Way.KILL, Role.BROKER),
    FREEZE_TASK_MANAGER(Way.FREEZE, Role.TASK_MANAGER),
    FREEZE_JOB_MANAGER(Way.FREEZE, Role.JOB_MANAGER),
    FREEZE_BROKER(Way.FREEZE, Role.BROKER),
    CUT_TASK_MANAGER(Way.CUT, Role.TASK_MANAGER),
    CUT_JOB_MANAGER(Way.CUT, Role.JOB_MANAGER),
    CUT_BROKER(Way.CUT, Role.BROKER),
    FILL_DISK(Way.FILL, Role.BROKER),
    RESCALE(Way.RESCALE, Role.JOB_MANAGER);

    /** How a process is disturbed. */
    enum Way {
        /** {@code SIGKILL}, and started again soon. */
        KILL,
        /** {@code SIGSTOP} for longer than any time-out, then {@code SIGCONT}. */
        FREEZE,
        /** Its network is gone for longer than any time-out. */
        CUT,
        /** Its disk is full until it gives up. */
        FILL,
        /** The job is stopped with a savepoint and goes on with another parallelism. */
        RESCALE;

        /** As the report names it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Way way;
    private final Role victim;

    Disturbance(Way way, Role victim) {
        this.way = way;
        this.victim = victim;
    }

    Way way() {
        return way;
    }

    Role victim() {
        return victim;
    }

    /** As the report names it: {@code kill-broker}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
