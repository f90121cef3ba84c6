package io.runnel.jobs;

import io.runnel.flink.EnrichedStreams;
import io.runnel.flink.Enrichment;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Reject;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that enriches invoices. */
public final class InvoiceJob {
    private InvoiceJob() {}

    /**
     * Reads invoices, enriches each with four model results, and writes them; what fails on the way
     * goes to the dead letters.
     */
    public static void build(
            StreamExecutionEnvironment env,
            DocumentSource<Invoice> source,
            Enrichment enrichment,
            EnrichedSink sink,
            DeadLetterSink deadLetters) {
        Parsed<Invoice> invoices = source.readFrom(env);
        EnrichedStreams enriched = enrichment.apply(DocumentType.INVOICE, invoices.documents());
        DataStream<Reject> tooLarge = sink.write(enriched.records());
        deadLetters.write(invoices.rejects().union(enriched.rejects(), tooLarge));
    }
}
