package io.runnel.fuzz;

import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Origin;
import java.util.Arrays;
import java.util.List;

/**
 * Every byte array is a document or a reject, never an exception; and what is a document is written
 * to bytes that are the same document.
 */
public final class DocumentDecoding {
    private static final List<DocumentCodec<? extends Document>> CODECS =
            List.of(
                    JsonDocumentCodec.invoices(),
                    JsonDocumentCodec.transcripts(),
                    JsonDocumentCodec.tickets(),
                    AvroDocumentCodec.invoices(),
                    AvroDocumentCodec.transcripts(),
                    AvroDocumentCodec.tickets());

    private DocumentDecoding() {}

    /** The first byte chooses the codec, the others are decoded. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        check(
                CODECS.get(Math.floorMod(bytes[0], CODECS.size())),
                Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private static <D extends Document> void check(DocumentCodec<D> codec, byte[] payload) {
        Decoded<D> decoded = codec.decode(origin(payload));
        if (decoded instanceof Decoded.Refused<D> refused) {
            if (refused.reject().message().isBlank()) {
                throw new AssertionError("A reject says nothing.");
            }
            return;
        }
        byte[] written = codec.encode(((Decoded.Read<D>) decoded).document());
        Decoded<D> again = codec.decode(origin(written));
        if (!(again instanceof Decoded.Read<D> read)
                || !Arrays.equals(codec.encode(read.document()), written)) {
            throw new AssertionError("A document is written as another one.");
        }
    }

    private static Origin origin(byte[] payload) {
        return new Origin("fuzz", 0, 0, 0, null, List.of(), payload);
    }
}
