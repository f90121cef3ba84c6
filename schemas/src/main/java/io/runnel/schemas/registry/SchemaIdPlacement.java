package io.runnel.schemas.registry;

import java.util.Locale;

/** Where a record says which schema it has. */
public enum SchemaIdPlacement {
    /** Before its value, where every client looks. */
    VALUE,
    /** In {@link SchemaId#VALUE_HEADER}; the value is plain Avro. */
    HEADER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
