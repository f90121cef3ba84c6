package io.runnel.jobs.kafka;

import io.runnel.jobs.options.Guarantee;
import io.runnel.jobs.options.JobSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Tells a backfill that another one of its name is at work: they would end each other's
 * transactions and write the same range twice.
 */
record OpenTransactions(Admin admin) {
    /** What to do about a transaction that is open under this job's ids; empty if none is. */
    Optional<String> ofAnother(JobSettings settings)
            throws ExecutionException, InterruptedException {
        if (settings.delivery().guarantee() != Guarantee.EXACTLY_ONCE) {
            return Optional.empty();
        }
        String prefix =
                settings.delivery().transactionalIdPrefix() + "-" + settings.type().label() + "-";
        ListTransactionsOptions open =
                new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        return admin.listTransactions(open).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .sorted()
                .findFirst()
                .map(
                        id ->
                                "A transaction is open under "
                                        + id
                                        + ": a backfill of this name runs, or was cancelled less"
                                        + " than delivery.transaction-timeout ago. Give another"
                                        + " backfill.name; to go on with one that was stopped, start"
                                        + " from its savepoint or its last checkpoint.");
    }
}
