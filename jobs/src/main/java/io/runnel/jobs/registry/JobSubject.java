package io.runnel.jobs.registry;

import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.Subject;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A subject that a job reads or writes with.
 *
 * @param schema of this release
 * @param compatibility what the registry should ask of new versions
 */
public record JobSubject(Use use, String name, Schema schema, Compatibility compatibility) {
    /** What the job does with it. */
    public enum Use {
        /** Producers write with its versions, the job reads them all. */
        READ,
        /** The job writes with its own version, consumers read with theirs. */
        WRITTEN
    }

    /**
     * The subjects of a job: that of its documents, unless a mapping makes them of records of any
     * schema, and that of its enriched records.
     */
    public static List<JobSubject> of(JobSettings settings) {
        JobSubject written =
                new JobSubject(
                        Use.WRITTEN,
                        Subject.ofValues(settings.kafka().enriched().topic()),
                        AvroSchemas.enriched(),
                        Compatibility.FULL_TRANSITIVE);
        if (!settings.mapping().isNone()) {
            return List.of(written);
        }
        JobSubject read =
                new JobSubject(
                        Use.READ,
                        Subject.ofValues(settings.kafka().source().topic()),
                        AvroSchemas.of(settings.type()),
                        Compatibility.BACKWARD);
        return List.of(read, written);
    }
}
