package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.kafka.CommitVerdict.EpochRise;
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

    /** Brokers of 4.0.0 raise the epoch twice for an abort of their own. */
    @Test
    void takesAsLostWhatTheBrokerAbortedBeforeItsIdCouldBeUsedAgain() {
        assertThat(restored(EpochRise.AT_EVERY_END, TransactionState.COMPLETE_ABORT, EPOCH + 1))
                .isEqualTo(CommitVerdict.LOST);
        assertThat(restored(EpochRise.AT_EVERY_END, TransactionState.PREPARE_ABORT, EPOCH + 2))
                .isEqualTo(CommitVerdict.LOST);
    }

    @Test
    void presumesCommittedWhatHasBeenUsedAgain() {
        for (EpochRise rise : EpochRise.values()) {
            assertThat(restored(rise, TransactionState.ONGOING, EPOCH + 2))
                    .isEqualTo(CommitVerdict.PRESUMED_COMMITTED);
            assertThat(restored(rise, TransactionState.EMPTY, EPOCH + 1))
                    .isEqualTo(CommitVerdict.PRESUMED_COMMITTED);
            assertThat(restored(rise, TransactionState.COMPLETE_ABORT, EPOCH + 3))
                    .isEqualTo(CommitVerdict.PRESUMED_COMMITTED);
        }
    }

    @Test
    void doesNotGuessWhoseAbortItIsWhereEndsDoNotCount() {
        assertThat(restored(EpochRise.NO_MORE, TransactionState.COMPLETE_ABORT, EPOCH + 1))
                .isEqualTo(CommitVerdict.UNKNOWN);
        assertThat(restored(EpochRise.NO_MORE, TransactionState.COMPLETE_ABORT, EPOCH + 2))
                .isEqualTo(CommitVerdict.UNKNOWN);
    }

    @Test
    void saysNothingOfAnIdThatBeganAnewOrHasNotMoved() {
        for (EpochRise rise : EpochRise.values()) {
            for (TransactionState state : TransactionState.values()) {
                assertThat(
                                CommitVerdict.of(
                                        committable(),
                                        Life.RESTORED,
                                        described(state, PRODUCER + 1, 0),
                                        rise))
                        .isEqualTo(CommitVerdict.UNKNOWN);
            }
            assertThat(restored(rise, TransactionState.ONGOING, EPOCH))
                    .isEqualTo(CommitVerdict.UNKNOWN);
            assertThat(restored(rise, TransactionState.UNKNOWN, EPOCH + 3))
                    .isEqualTo(CommitVerdict.UNKNOWN);
        }
    }

    @Test
    void takesAsLostWhatThisRunWroteAndTheBrokerAborted() {
        assertThat(ownRun(EpochRise.NO_MORE, TransactionState.COMPLETE_ABORT, EPOCH + 1))
                .isEqualTo(CommitVerdict.LOST);
        assertThat(ownRun(EpochRise.AT_EVERY_END, TransactionState.COMPLETE_ABORT, EPOCH + 2))
                .isEqualTo(CommitVerdict.LOST);
    }

    /** A frozen process wakes up, and the next attempt has done its work. */
    @Test
    void callsNothingLostThatTheNextAttemptMayHaveCommitted() {
        for (EpochRise rise : EpochRise.values()) {
            assertThat(ownRun(rise, TransactionState.ONGOING, EPOCH + 2))
                    .isEqualTo(CommitVerdict.UNKNOWN);
            assertThat(ownRun(rise, TransactionState.COMPLETE_ABORT, EPOCH + 3))
                    .isEqualTo(CommitVerdict.UNKNOWN);
            assertThat(ownRun(rise, TransactionState.COMPLETE_COMMIT, EPOCH + 1))
                    .isEqualTo(CommitVerdict.UNKNOWN);
        }
    }

    private static CommitVerdict ownRun(EpochRise rise, TransactionState state, int epoch) {
        return CommitVerdict.of(
                committable(), Life.OF_THIS_RUN, described(state, PRODUCER, epoch), rise);
    }

    private static CommitVerdict restored(EpochRise rise, TransactionState state, int epoch) {
        return CommitVerdict.of(
                committable(), Life.RESTORED, described(state, PRODUCER, epoch), rise);
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
