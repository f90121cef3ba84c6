package io.runnel.schemas.codec;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Reject;

/** What bytes became: a document, or a reject that says why not. */
public sealed interface Decoded<D extends Document> {
    /** The bytes are a document. */
    record Read<D extends Document>(D document) implements Decoded<D> {}

    /** The bytes are none. */
    record Refused<D extends Document>(Reject reject) implements Decoded<D> {}
}
