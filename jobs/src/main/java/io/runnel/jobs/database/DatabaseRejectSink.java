package io.runnel.jobs.database;

import io.runnel.jobs.DeadLetterSink;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.Reject;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Rejects to PostgreSQL, each once, and to the sink beside it, which has their bytes. */
public final class DatabaseRejectSink implements DeadLetterSink {
    private final DeadLetterSink other;
    private final JobSettings settings;

    private DatabaseRejectSink(DeadLetterSink other, JobSettings settings) {
        this.other = other;
        this.settings = settings;
    }

    /** This sink beside the other one, or only the other one where the job has no database. */
    public static DeadLetterSink beside(DeadLetterSink other, JobSettings settings) {
        return settings.database() == null ? other : new DatabaseRejectSink(other, settings);
    }

    @Override
    public void write(DataStream<Reject> rejects) {
        rejects.map(
                        new RejectRowFunction(
                                settings.type(), settings.privacy(), settings.tasks().generation()),
                        TypeInformation.of(Row.class))
                .uid("encode-database-rejects")
                .name("Encode rows of rejects")
                .setDescription("Rejects to rows of the database")
                .sinkTo(ProcedureSink.calling("runnel.put_reject", settings.database()))
                .uid("write-database-rejects")
                .name("Write rejects to database")
                .setDescription("Rows to PostgreSQL, at least once, each reject once");
        other.write(rejects);
    }
}
