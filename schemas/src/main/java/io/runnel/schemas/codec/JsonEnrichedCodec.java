package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Enriched;

/** Enriched records as JSON: one object on one line, UTF-8, snake_case, nulls left out. */
public final class JsonEnrichedCodec implements EnrichedCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(Enriched enriched) {
        return JsonText.write(EnrichedWriter.write(enriched));
    }

    @Override
    public Enriched decode(byte[] bytes) {
        try {
            ObjectNode tree = JsonText.parseEnriched(StrictUtf8.decode(bytes, "the value"));
            return EnrichedReader.read(new FieldReader(tree));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    "Not an enriched record: " + refusal.getMessage(), refusal);
        }
    }
}
