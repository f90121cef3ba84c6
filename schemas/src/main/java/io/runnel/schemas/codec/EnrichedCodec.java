package io.runnel.schemas.codec;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Enriched records to bytes and back. */
public interface EnrichedCodec extends Serializable {
    byte[] encode(Enriched enriched);

    /** The header that says which schema the bytes have, if they do not say it themselves. */
    default Optional<Header> schemaHeader() {
        return Optional.empty();
    }

    /**
     * The record in these bytes; of its origin only topic, partition, offset and timestamp are
     * known.
     *
     * @throws IllegalArgumentException if the bytes are none, with what was expected
     */
    Enriched decode(byte[] bytes);

    /** The same of a record with headers, of which one may say the schema of the bytes. */
    default Enriched decode(byte[] bytes, List<Header> headers) {
        return decode(bytes);
    }
}
