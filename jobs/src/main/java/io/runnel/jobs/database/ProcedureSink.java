package io.runnel.jobs.database;

import io.runnel.jobs.options.DatabaseSettings;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Rows to a procedure of the database, with Flink's JDBC connector: in batches, all of which are
 * written before a checkpoint completes.
 *
 * <p>Nothing is written by a clock: the connector does that in a thread of its own under a lock, on
 * which a job that is cancelled while the database is away would wait until Flink kills the
 * TaskManager.
 */
final class ProcedureSink {
    /** Of a batch that the database gave up, as in a deadlock with another subtask's. */
    private static final int RETRIES = 5;

    private ProcedureSink() {}

    static JdbcSink<Row> calling(String procedure, DatabaseSettings database) {
        return JdbcSink.<Row>builder()
                .withExecutionOptions(
                        JdbcExecutionOptions.builder()
                                .withBatchSize(database.batchSize())
                                .withBatchIntervalMs(0)
                                .withMaxRetries(RETRIES)
                                .build())
                .withQueryStatement(
                        "CALL " + procedure + "(?)",
                        (statement, row) -> statement.setString(1, row.json()))
                .buildAtLeastOnce(new PatientConnection(database));
    }
}
