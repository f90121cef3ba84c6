package io.runnel.jobs.kafka;

import io.runnel.jobs.EncodedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * The connector's exactly-once sink, whose state and transactions it leaves as they are, with what
 * connector 5.0.0 lacks: a writer closes the admin client that it opened, and a commit that the
 * broker refuses is looked into ({@link RefusedCommits}) and never only a line in a log.
 *
 * <p>It stands around the connector and not in its package: a subclass there would fail on every
 * cluster that has the connector in Flink's {@code lib/}, for the two would come from two class
 * loaders. docs/decisions/0012-kafka-connector.md weighs it.
 */
final class ExactlyOnceSink
        implements Sink<EncodedRecord>,
                SupportsWriterState<EncodedRecord, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {
    private static final long serialVersionUID = 1L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaSink<EncodedRecord> sink;
    private final Properties connection;

    /**
     * @param connection how clients reach Kafka
     */
    ExactlyOnceSink(KafkaSink<EncodedRecord> sink, Properties connection) {
        this.sink = sink;
        this.connection = connection;
    }

    @Override
    public StatefulSinkWriter<EncodedRecord, KafkaWriterState> createWriter(
            WriterInitContext context) throws IOException {
        requireBrokers();
        return WriterAdmin.closed(connector().createWriter(context));
    }

    @Override
    public StatefulSinkWriter<EncodedRecord, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        requireBrokers();
        return WriterAdmin.closed(connector().restoreWriter(context, state));
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
            throws IOException {
        return new WatchedCommitter(
                sink.createCommitter(context),
                new RefusedCommits(connection, context.metricGroup(), System.currentTimeMillis()));
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
        sink.addPostCommitTopology(committed);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }

    private TwoPhaseCommittingStatefulSink<EncodedRecord, KafkaWriterState, KafkaCommittable>
            connector() {
        return sink;
    }

    /**
     * A writer that cannot start leaves its admin client to nobody; so it is not started while no
     * broker answers, however long the restarts go on.
     */
    private void requireBrokers() throws IOException {
        Properties properties = new Properties();
        properties.putAll(connection);
        String patience = Long.toString(PATIENCE.toMillis());
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IOException(noAnswer(e.getCause()), e);
        } catch (KafkaException e) {
            throw new IOException(noAnswer(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Kafka was asked whether it is there.", e);
        }
    }

    private String noAnswer(Throwable cause) {
        return "Kafka at "
                + connection.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                + " does not answer within "
                + PATIENCE.toSeconds()
                + " s, so nothing is written: "
                + cause
                + ". The job tries again as its restart strategy says.";
    }
}
