package io.runnel.jobs;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where enriched records go. */
public interface EnrichedSink {
    /**
     * Writes every record that the sink takes, and gives the rest as rejects of stage {@code
     * ENCODE}: a record that is too large for its topic ends in the dead letters and not in a
     * restart loop. {@link EncodeFunction} does both for any sink.
     */
    DataStream<Reject> write(DataStream<Enriched> enriched);
}
