package io.runnel.jobs;

import io.runnel.schemas.document.Document;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where documents come from. Reading never fails on a record: what is no document is a reject. */
public interface DocumentSource<D extends Document> {
    /** Adds the operators that read, and gives what they read. */
    Parsed<D> readFrom(StreamExecutionEnvironment env);
}
