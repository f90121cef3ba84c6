package io.runnel.benchmarks.scale;

/**
 * What a load needs, from what was measured on one machine; {@code docs/sizing.md} explains it. A
 * document costs a constant (Kafka, Flink, codecs) and its tokens cost a rate (the model).
 *
 * @param cpuSeconds of a document over its tokens
 * @param memoryMib of a TaskManager over its workers
 */
public record Sizing(LinearFit cpuSeconds, LinearFit memoryMib) {
    /**
     * How much of a machine is meant to be busy: the rest is for peaks, restarts and neighbours.
     */
    public static final double UTILIZATION = 0.7;

    private static final double SECONDS_PER_DAY = 86_400;

    /** Documents per second that so many CPUs get through at full load. */
    public double documentsPerSecond(double tokens, int cpus) {
        return cpus / cpuSeconds.at(tokens);
    }

    /** CPUs that a load needs. */
    public double cpus(double documentsPerDay, double tokens) {
        return documentsPerDay / SECONDS_PER_DAY * cpuSeconds.at(tokens) / UTILIZATION;
    }

    /** Machines with so many CPUs that a load needs. */
    public long machines(double documentsPerDay, double tokens, int cpusOfAMachine) {
        return (long) Math.max(1, Math.ceil(cpus(documentsPerDay, tokens) / cpusOfAMachine));
    }

    /**
     * Millionths of a dollar for a thousand documents, when every CPU hour that is used is paid.
     */
    public double microDollars(double tokens, double dollarsPerCpuHour) {
        return 1_000 * cpuSeconds.at(tokens) / 3_600 * dollarsPerCpuHour * 1e6;
    }

    /** Mebibytes of RAM of a TaskManager with so many workers. */
    public double taskManagerMib(int workers) {
        return memoryMib.at(workers);
    }
}
