package io.runnel.jobs.database;

import io.runnel.jobs.EnrichedSink;
import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Enriched records to PostgreSQL and to the sink beside it: at least once, and the last one that
 * counts stands there alone (docs/decisions/0014-generations.md). A record that is too large for
 * the other sink is a reject there and a row here.
 */
public final class DatabaseEnrichedSink implements EnrichedSink {
    private final EnrichedSink other;
    private final DatabaseSettings database;

    private DatabaseEnrichedSink(EnrichedSink other, DatabaseSettings database) {
        this.other = other;
        this.database = database;
    }

    /** This sink beside the other one, or only the other one where the job has no database. */
    public static EnrichedSink beside(EnrichedSink other, JobSettings settings) {
        return settings.database() == null
                ? other
                : new DatabaseEnrichedSink(other, settings.database());
    }

    @Override
    public DataStream<Reject> write(DataStream<Enriched> enriched) {
        enriched.map(new DocumentRowFunction(), TypeInformation.of(Row.class))
                .uid("encode-database")
                .name("Encode rows")
                .setDescription("Enriched records to rows of the database")
                .sinkTo(ProcedureSink.calling("runnel.put_document", database))
                .uid("write-database")
                .name("Write database")
                .setDescription("Rows to PostgreSQL, at least once, each document once");
        return other.write(enriched);
    }
}
