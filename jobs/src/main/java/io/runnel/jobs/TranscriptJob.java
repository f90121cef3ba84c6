package io.runnel.jobs;

import io.runnel.flink.EnrichedStreams;
import io.runnel.flink.Enrichment;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.Transcript;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that enriches transcripts. */
public final class TranscriptJob {
    private TranscriptJob() {}

    /**
     * Reads transcripts, enriches each with four model results, and writes them; what fails on the
     * way goes to the dead letters.
     */
    public static void build(
            StreamExecutionEnvironment env,
            DocumentSource<Transcript> source,
            Enrichment enrichment,
            EnrichedSink sink,
            DeadLetterSink deadLetters) {
        Parsed<Transcript> transcripts = source.readFrom(env);
        EnrichedStreams enriched =
                enrichment.apply(DocumentType.TRANSCRIPT, transcripts.documents());
        DataStream<Reject> tooLarge = sink.write(enriched.records());
        deadLetters.write(transcripts.rejects().union(enriched.rejects(), tooLarge));
    }
}
