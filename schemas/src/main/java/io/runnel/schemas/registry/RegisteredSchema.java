package io.runnel.schemas.registry;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A schema that a registry has.
 *
 * @param version in its subject
 * @param guid {@code null} where the registry gives none
 */
public record RegisteredSchema(int version, int id, UUID guid, Schema schema) {
    /** The number, as it stands before a value. */
    public SchemaId number() {
        return new SchemaId.Numbered(id);
    }

    /** What stands in a header: the GUID, or the number where the registry gives no GUIDs. */
    public SchemaId global() {
        return Optional.ofNullable(guid)
                .<SchemaId>map(SchemaId.Global::new)
                .orElseGet(this::number);
    }
}
