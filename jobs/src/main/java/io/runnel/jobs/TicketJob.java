package io.runnel.jobs;

import io.runnel.flink.EnrichedStreams;
import io.runnel.flink.Enrichment;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.Ticket;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that enriches tickets. */
public final class TicketJob {
    private TicketJob() {}

    /**
     * Reads tickets, enriches each with four model results, and writes them; what fails on the way
     * goes to the dead letters.
     */
    public static void build(
            StreamExecutionEnvironment env,
            DocumentSource<Ticket> source,
            Enrichment enrichment,
            EnrichedSink sink,
            DeadLetterSink deadLetters) {
        Parsed<Ticket> tickets = source.readFrom(env);
        EnrichedStreams enriched = enrichment.apply(DocumentType.TICKET, tickets.documents());
        DataStream<Reject> tooLarge = sink.write(enriched.records());
        deadLetters.write(tickets.rejects().union(enriched.rejects(), tooLarge));
    }
}
