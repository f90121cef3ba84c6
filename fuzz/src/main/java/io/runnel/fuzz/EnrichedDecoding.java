package io.runnel.fuzz;

import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that are no enriched record are refused with a sentence and nothing else; what is one can
 * be written again.
 */
public final class EnrichedDecoding {
    private static final List<EnrichedCodec> CODECS =
            List.of(new JsonEnrichedCodec(), new AvroEnrichedCodec());

    private EnrichedDecoding() {}

    /** The first byte chooses the codec, the others are decoded. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        EnrichedCodec codec = CODECS.get(Math.floorMod(bytes[0], CODECS.size()));
        Enriched enriched;
        try {
            enriched = codec.decode(Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("A refusal says nothing.", e);
            }
            return;
        }
        codec.encode(enriched);
    }
}
