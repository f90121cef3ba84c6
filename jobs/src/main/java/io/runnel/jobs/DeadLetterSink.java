package io.runnel.jobs;

import io.runnel.schemas.document.Reject;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where rejects go. It takes every reject, however large. */
public interface DeadLetterSink {
    void write(DataStream<Reject> rejects);
}
