package io.runnel.schemas.registry;

import org.apache.avro.Schema;

/** What a registry said about a {@link SchemaId}. */
public sealed interface FoundSchema {
    /** It is this Avro schema. */
    record Avro(Schema schema) implements FoundSchema {}

    /** It is none that can be used; {@code what} completes "found …". */
    record Unusable(String what) implements FoundSchema {}

    /** The registry does not know it. */
    record Unknown() implements FoundSchema {}
}
