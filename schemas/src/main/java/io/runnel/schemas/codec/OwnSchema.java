package io.runnel.schemas.codec;

import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.SchemaRegistry;
import org.apache.avro.Schema;

/** The schema of this build in a registry. Nothing is registered here: people do that. */
final class OwnSchema {
    private OwnSchema() {}

    /**
     * Where the subject has it.
     *
     * @throws IllegalStateException if it does not
     */
    static RegisteredSchema in(SchemaRegistry registry, String subject, Schema schema) {
        return registry.lookUp(subject, schema)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Subject '"
                                                + subject
                                                + "' has no version that is "
                                                + schema.getFullName()
                                                + " of this release. './runnel schemas register'"
                                                + " makes it one."));
    }
}
