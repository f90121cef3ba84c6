package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.ChildJava;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code ./runnel broker} in a process of its own, so that its CPU and memory are not the job's.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ChildJava process;
    private final KafkaConnection kafka;

    private BrokerProcess(ChildJava process, KafkaConnection kafka) {
        this.process = process;
        this.kafka = kafka;
    }

    /**
     * Starts a broker on a free port; returns when it answers.
     *
     * @throws IllegalStateException if it does not within a minute, with the end of its log
     */
    public static BrokerProcess start(Path folder) {
        int port = freePort();
        ChildJava process =
                ChildJava.start(
                        new ChildJava.Program(
                                "broker",
                                Runnel.class.getName(),
                                List.of("-Xmx768m", "-XX:+UseG1GC"),
                                List.of(
                                        "broker",
                                        "--port",
                                        Integer.toString(port),
                                        "--data",
                                        folder.resolve("kafka").toString(),
                                        "--partitions",
                                        "1")),
                        folder);
        try {
            return new BrokerProcess(process, connect(process, "127.0.0.1:" + port));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    public KafkaConnection kafka() {
        return kafka;
    }

    /** CPU time that the broker has used, in seconds. */
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    /**
     * @throws IllegalStateException if the broker has died, with the end of its log
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw process.failed("has ended");
        }
    }

    @Override
    public void close() {
        kafka.close();
        process.close();
    }

    private static KafkaConnection connect(ChildJava process, String address) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return KafkaConnection.open(KafkaAddress.of(address));
            } catch (CommandFailure e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    IllegalStateException failure = process.failed("does not answer");
                    failure.addSuppressed(e);
                    throw failure;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address.", e);
        }
    }
}
