package io.runnel.jobs.options;

import java.util.Locale;

/** How documents and enriched records are written. */
public enum DocumentFormat {
    /** One JSON object per record. */
    JSON,
    /** One Avro record per record, without a registry. */
    AVRO,
    /** Avro in Confluent's wire format, with the schemas of a registry. */
    AVRO_CONFLUENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
