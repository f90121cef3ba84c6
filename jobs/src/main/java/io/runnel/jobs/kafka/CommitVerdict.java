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
    /** It had been committed before, and its id is in use again: nothing is lost. */
    COMMITTED_BEFORE,
    /** The broker does not tell. */
    UNKNOWN;

    private static final Set<TransactionState> ABORTED =
            EnumSet.of(
                    TransactionState.PREPARE_ABORT,
                    TransactionState.COMPLETE_ABORT,
                    TransactionState.PREPARE_EPOCH_FENCE);

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

    /**
     * The verdict.
     *
     * <p>A broker that gives a transaction up aborts it under the next epoch of its producer, and
     * nobody begins a transaction under this id before the commit has been tried; so an abort one
     * epoch above the committable is this transaction's own. If the epoch is three or more away,
     * the id was used again, which the writer does with committed transactions only. Two away may
     * be either: since Kafka 4.0 the broker counts an abort of its own twice.
     *
     * @param now what the broker says of the transactional id
     */
    static CommitVerdict of(KafkaCommittable committable, Life life, TransactionDescription now) {
        boolean aborted = ABORTED.contains(now.state());
        if (life == Life.OF_THIS_RUN) {
            boolean own =
                    now.producerId() == committable.getProducerId()
                            && now.producerEpoch() - committable.getEpoch() <= 2;
            return aborted && own ? LOST : UNKNOWN;
        }
        if (now.producerId() != committable.getProducerId()) {
            // Epochs are exhausted after 32,767, and counting begins again under a new producer.
            return aborted || now.state() == TransactionState.EMPTY ? UNKNOWN : COMMITTED_BEFORE;
        }
        int epochs = now.producerEpoch() - committable.getEpoch();
        if (!aborted || epochs > 2) {
            return COMMITTED_BEFORE;
        }
        return epochs == 2 ? UNKNOWN : LOST;
    }
}
