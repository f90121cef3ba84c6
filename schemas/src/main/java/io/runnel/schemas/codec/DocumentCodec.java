package io.runnel.schemas.codec;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Origin;
import java.io.Serializable;

/**
 * Bytes to documents and back. Decoding never throws for what the bytes are: what is no document
 * becomes a reject that says why.
 */
public interface DocumentCodec<D extends Document> extends Serializable {
    /** The document in {@code origin.payload()}, or a reject of stage {@code DECODE}. */
    Decoded<D> decode(Origin origin);

    /** The bytes that decode to an equal document, its origin aside. */
    byte[] encode(D document);
}
