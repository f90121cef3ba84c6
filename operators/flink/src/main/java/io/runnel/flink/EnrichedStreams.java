package io.runnel.flink;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What came out of an enrichment: every document is in exactly one of the two. */
public record EnrichedStreams(DataStream<Enriched> records, DataStream<Reject> rejects) {}
