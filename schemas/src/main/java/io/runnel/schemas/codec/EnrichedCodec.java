package io.runnel.schemas.codec;

import io.runnel.schemas.document.Enriched;
import java.io.Serializable;

/** Enriched records to bytes and back. */
public interface EnrichedCodec extends Serializable {
    byte[] encode(Enriched enriched);

    /**
     * The record in these bytes; of its origin only topic, partition, offset and timestamp are
     * known.
     *
     * @throws IllegalArgumentException if the bytes are none, with what was expected
     */
    Enriched decode(byte[] bytes);
}
