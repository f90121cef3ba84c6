package io.runnel.jobs.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.exceptionhistory.RootExceptionHistoryEntry;
import org.apache.flink.util.FlinkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job on a {@link LocalCluster}, from its submission to its end. */
public final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration FINISH_LIMIT = Duration.ofMinutes(1);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final JobClient client;
    private final MiniCluster cluster;
    private final CompletableFuture<JobExecutionResult> result;
    private int restarts;

    RunningJob(String name, JobClient client, MiniCluster cluster) {
        this.name = name;
        this.client = client;
        this.cluster = cluster;
        this.result = client.getJobExecutionResult();
    }

    public String name() {
        return name;
    }

    /** Whether every task of the job is running now: models are loaded, records are read. */
    public boolean reads() throws InterruptedException {
        try {
            for (AccessExecutionVertex task :
                    cluster.getExecutionGraph(client.getJobID())
                            .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .getAllExecutionVertices()) {
                if (task.getExecutionState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Whether the job has finished, failed or been cancelled. */
    public boolean ended() {
        return result.isDone();
    }

    /**
     * Why the job ended without finishing: the cause that a reader can act on; empty while it runs.
     */
    public Optional<Throwable> failure() {
        if (!result.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            result.getNow(null);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(rootOf(e));
        }
    }

    /**
     * How often the job has failed and started again since this was asked last, as a sentence for
     * each time.
     */
    public List<String> newRestarts() throws InterruptedException {
        List<String> sentences = new ArrayList<>();
        try {
            int seen = 0;
            for (RootExceptionHistoryEntry failure :
                    cluster.getExecutionGraphInfo(client.getJobID())
                            .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .getExceptionHistory()) {
                seen++;
                if (seen > restarts) {
                    restarts = seen;
                    Throwable cause =
                            failure.getException()
                                    .deserializeError(RunningJob.class.getClassLoader());
                    sentences.add("Job '" + name + "' failed: " + sentence(rootOf(cause)));
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Job '{}' does not tell of its failures.", name, e);
        }
        return sentences;
    }

    /**
     * Waits until the job has finished.
     *
     * @throws IllegalStateException if it failed, with the cause
     */
    public void awaitEnd() throws InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            Throwable root = rootOf(e);
            throw new IllegalStateException("Job '" + name + "' failed: " + sentence(root), root);
        }
    }

    /** Cancels the job and waits until its tasks are gone, but never longer than 20 s. */
    public void cancel() {
        if (ended()) {
            return;
        }
        try {
            client.cancel().get(CANCEL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            result.handle((done, cancelled) -> done)
                    .get(CANCEL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The cluster is about to be closed, which ends the job whatever state it is in.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets the job finish what it has read, with a last checkpoint in this folder; cancels it if
     * that takes longer than a minute.
     *
     * @return where the checkpoint is, for a job that goes on from there; empty if there is none
     */
    public Optional<String> finish(Path folder) {
        if (ended()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    client.stopWithSavepoint(
                                    false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                            .get(FINISH_LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Job '{}' could not finish; what it read last is read again.", name, e);
            cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** The message of a failure, or its type where it has none. */
    public static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            if (!(root instanceof FlinkException)
                    && !(root instanceof ExecutionException)
                    && root instanceof IllegalStateException
                    && root.getMessage() != null
                    && !root.getMessage().startsWith(root.getCause().getClass().getName())) {
                return root;
            }
            root = root.getCause();
        }
        return root;
    }
}
