package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Enriched;
import org.apache.avro.Schema;

/**
 * Enriched records as Avro records of {@link AvroSchemas#enriched()}: the same fields as in JSON.
 */
public final class AvroEnrichedCodec implements EnrichedCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] encode(Enriched enriched) {
        ObjectNode tree = EnrichedWriter.write(enriched);
        Schema document = AvroSchemas.of(enriched.document().type());
        return AvroBytes.write(AvroTree.toAvro(tree, AvroSchemas.enriched(), document));
    }

    @Override
    public Enriched decode(byte[] bytes) {
        try {
            ObjectNode tree = AvroTree.toTree(AvroBytes.read(bytes, AvroSchemas.enriched()));
            return EnrichedReader.read(new FieldReader(tree));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    "Not an enriched record: " + refusal.getMessage(), refusal);
        }
    }
}
