package io.runnel.jobs;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Reject;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What was read: every record is in exactly one of the two streams. */
public record Parsed<D extends Document>(DataStream<D> documents, DataStream<Reject> rejects) {}
