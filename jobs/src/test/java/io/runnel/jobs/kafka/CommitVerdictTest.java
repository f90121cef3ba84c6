package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.kafka.CommitVerdict.Life;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;

class CommitVerdictTest {
    private static final long PRODUCER = 4_000;
    private static final short EPOCH = 7;

    @Test
    void takesAsLostWhatTheBrokerAbortedUnderTheNextEpoch() {
        assertThat(restored(TransactionState.COMPLETE_ABORT, PRODUCER, EPOCH + 1))
                .isEqualTo(CommitVerdict.LOST);
        assertThat(restored(TransactionState.PREPARE_ABORT, PRODUCER, EPOCH + 1))
                .isEqualTo(CommitVerdict.LOST);
    }

    @Test
    void takesAsCommittedWhatHasBeenUsedAgain() {
        assertThat(restored(TransactionState.ONGOING, PRODUCER, EPOCH + 2))
                .isEqualTo(CommitVerdict.COMMITTED_BEFORE);
        assertThat(restored(TransactionState.EMPTY, PRODUCER, EPOCH + 1))
                .isEqualTo(CommitVerdict.COMMITTED_BEFORE);
        assertThat(restored(TransactionState.COMPLETE_ABORT, PRODUCER, EPOCH + 3))
                .isEqualTo(CommitVerdict.COMMITTED_BEFORE);
    }

    @Test
    void doesNotGuessBetweenAnAbortThatCountsTwiceAndOneOfTheNextUse() {
        assertThat(restored(TransactionState.COMPLETE_ABORT, PRODUCER, EPOCH + 2))
                .isEqualTo(CommitVerdict.UNKNOWN);
        assertThat(restored(TransactionState.COMPLETE_ABORT, PRODUCER + 1, 0))
                .isEqualTo(CommitVerdict.UNKNOWN);
    }

    @Test
    void takesAsLostWhatThisRunWroteAndTheBrokerAborted() {
        assertThat(ownRun(TransactionState.COMPLETE_ABORT, EPOCH + 1))
                .isEqualTo(CommitVerdict.LOST);
        assertThat(ownRun(TransactionState.COMPLETE_ABORT, EPOCH + 2))
                .isEqualTo(CommitVerdict.LOST);
    }

    /** A frozen process wakes up, and the next attempt has done its work. */
    @Test
    void callsNothingLostThatTheNextAttemptMayHaveCommitted() {
        assertThat(ownRun(TransactionState.ONGOING, EPOCH + 2)).isEqualTo(CommitVerdict.UNKNOWN);
        assertThat(ownRun(TransactionState.COMPLETE_ABORT, EPOCH + 3))
                .isEqualTo(CommitVerdict.UNKNOWN);
        assertThat(ownRun(TransactionState.COMPLETE_COMMIT, EPOCH))
                .isEqualTo(CommitVerdict.UNKNOWN);
    }

    private static CommitVerdict ownRun(TransactionState state, int epoch) {
        return CommitVerdict.of(committable(), Life.OF_THIS_RUN, described(state, PRODUCER, epoch));
    }

    private static CommitVerdict restored(TransactionState state, long producer, int epoch) {
        return CommitVerdict.of(committable(), Life.RESTORED, described(state, producer, epoch));
    }

    private static KafkaCommittable committable() {
        return new KafkaCommittable(PRODUCER, EPOCH, "prefix-ticket-enriched-0-1", null);
    }

    private static TransactionDescription described(
            TransactionState state, long producer, int epoch) {
        return new TransactionDescription(
                1, state, producer, epoch, 900_000, OptionalLong.empty(), Set.of());
    }
}
