package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.CloudEvent;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.RejectReason;

/** Bytes to a tree, in one format; what follows is the same for all formats. */
interface TreeReader {
    ObjectNode read(byte[] bytes) throws Refusal;

    /**
     * The document in the origin's payload, or the reject that says why there is none. Never
     * throws.
     *
     * @param mapping from the tree that the format reads to a document's own
     */
    static <D extends Document> Decoded<D> decode(
            Origin origin, DocumentShape<D> shape, DocumentMapping mapping, TreeReader format) {
        try {
            if (origin.payload() == null) {
                throw new Refusal(
                        RejectReason.TOMBSTONE,
                        "expected a document, found a record without a value. Nothing to do if the deletion was meant.");
            }
            ObjectNode tree = mapping.toDocument(format.read(origin.payload()));
            takeIdOfEvent(tree, origin);
            mapping.requireId(tree);
            D document = shape.read(new FieldReader(tree), origin);
            if (!shape.saysSomething(document)) {
                throw new Refusal(
                        RejectReason.NO_TEXT,
                        "expected text in "
                                + shape.textFields()
                                + mapping.lookedAt(shape.type())
                                + ", found none. A document that says nothing cannot be enriched.");
            }
            return new Decoded.Read<>(document);
        } catch (Refusal refusal) {
            return new Decoded.Refused<>(refusal.of(origin));
        }
    }

    /** A document without an id of its own has that of the CloudEvent that brought it. */
    private static void takeIdOfEvent(ObjectNode tree, Origin origin) {
        JsonNode own = tree.path("id");
        if (own.isMissingNode() || own.isNull() || (own.isTextual() && own.textValue().isBlank())) {
            String id = CloudEvent.of(origin.headers()).id();
            if (id != null) {
                tree.put("id", id);
            }
        }
    }
}
