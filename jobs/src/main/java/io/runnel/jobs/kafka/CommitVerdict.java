package io.runnel.jobs.kafka;

import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;

/** What a commit that the broker refused means for the records in it. */
enum CommitVerdict {
    /** The broker had given the transaction up: its records will never be seen. */
    LOST,
    /**
     * Its id is in use again, and a job uses an id again only when the transaction is committed. It
     * is no proof: a job that was started without its last state, or another one with the same
     * prefix, uses the id as well.
     */
    PRESUMED_COMMITTED,
    /** The broker does not tell. */
    UNKNOWN;

    private static final Set<TransactionState> ABORTED =
            EnumSet.of(
                    TransactionState.PREPARE_ABORT,
                    TransactionState.COMPLETE_ABORT,
                    TransactionState.PREPARE_EPOCH_FENCE);

    /** The most by which an abort of a transaction itself raises the epoch, on any broker. */
    private static final int MOST_EPOCHS_OF_AN_ABORT = 2;

    /** Where the committable came from. */
    enum Life {
        /**
         * Written by this run of the job. If this process was frozen, the next attempt may have
         * committed it meanwhile, and used its id again.
         */
        OF_THIS_RUN,
        /** Restored from a checkpoint: the run that died may have committed it. */
        RESTORED
    }

    /** When the broker raises the epoch of a producer, beside its start and its own aborts. */
    enum EpochRise {
        /**
         * At every end of a transaction ({@code transaction.version} 2, brokers of 4.0 or newer).
         */
        AT_EVERY_END,
        /** Never, or the broker has not said. */
        NO_MORE
    }

    /**
     * The verdict.
     *
     * <p>A broker that gives a transaction up raises the epoch of its producer by one (by two until
     * 4.0.0 with {@code transaction.version} 2). Whoever uses the id again raises it when he
     * starts. So where every end raises it as well, a committed transaction is two epochs away
     * before the next one under its id begins and three when that one is aborted: an abort nearer
     * than that is the transaction's own. Where ends do not raise it, an abort one epoch away may
     * be that of the next transaction too, which the connector aborts when a job fails.
     *
     * @param now what the broker says of the transactional id
     */
    static CommitVerdict of(
            KafkaCommittable committable, Life life, TransactionDescription now, EpochRise rise) {
        if (now.producerId() != committable.getProducerId()) {
            // Epochs are exhausted after 32,767, and a forgotten id begins with a new producer.
            return UNKNOWN;
        }
        boolean aborted = ABORTED.contains(now.state());
        int epochs = now.producerEpoch() - committable.getEpoch();
        if (aborted && epochs <= surelyItsOwn(life, rise)) {
            return LOST;
        }
        boolean unclear = aborted && epochs <= MOST_EPOCHS_OF_AN_ABORT;
        boolean usedAgain = epochs > 0 && now.state() != TransactionState.UNKNOWN;
        return life == Life.RESTORED && usedAgain && !unclear ? PRESUMED_COMMITTED : UNKNOWN;
    }

    private static int surelyItsOwn(Life life, EpochRise rise) {
        return switch (rise) {
            case AT_EVERY_END -> MOST_EPOCHS_OF_AN_ABORT;
            case NO_MORE -> life == Life.OF_THIS_RUN ? 1 : 0;
        };
    }
}
