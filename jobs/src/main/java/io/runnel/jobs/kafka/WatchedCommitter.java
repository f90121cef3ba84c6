package io.runnel.jobs.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;

/**
 * The connector's committer; what it gives up, because the broker will never commit it, is told to
 * {@link RefusedCommits}. What it tries again, or fails the job for, is not.
 */
final class WatchedCommitter implements Committer<KafkaCommittable> {
    private final Committer<KafkaCommittable> committer;
    private final RefusedCommits refused;

    WatchedCommitter(Committer<KafkaCommittable> committer, RefusedCommits refused) {
        this.committer = committer;
        this.refused = refused;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> watched = new ArrayList<>();
        List<GivenUp> givenUp = new ArrayList<>();
        requests.forEach(request -> watched.add(new Watched(request, givenUp)));
        try {
            committer.commit(watched);
        } catch (IOException | RuntimeException e) {
            lookInto(givenUp);
            throw e;
        }
        lookInto(givenUp);
    }

    private void lookInto(List<GivenUp> givenUp) throws InterruptedException {
        for (GivenUp each : givenUp) {
            refused.lookInto(each.committable(), each.reason());
        }
    }

    /** {@inheritDoc} The connector's does not wait. */
    @Override
    public void close() throws IOException {
        try {
            committer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a committer was closed.", e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The committer does not close: " + e.getMessage(), e);
        }
    }

    private record GivenUp(KafkaCommittable committable, Throwable reason) {}

    /** A request that notes when it is given up. */
    private record Watched(CommitRequest<KafkaCommittable> request, List<GivenUp> givenUp)
            implements CommitRequest<KafkaCommittable> {
        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            givenUp.add(new GivenUp(request.getCommittable(), reason));
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            if (isForgotten(reason)) {
                signalFailedWithKnownReason(reason);
            } else {
                request.signalFailedWithUnknownReason(reason);
            }
        }

        /**
         * The broker has forgotten the transactional id, as it does after a week: failing the job
         * would end in the same answer after each restart.
         */
        private static boolean isForgotten(Throwable reason) {
            for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidPidMappingException) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
