package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of one document type, as a tree: JSON and Avro are two ways to write the same tree. A
 * field that stands in {@link #read} stands in {@link #write}; the round trip in the tests holds
 * it.
 */
interface DocumentShape<D extends Document> extends Serializable {
    DocumentType type();

    /** The fields of which one must say something, for messages. */
    String textFields();

    D read(FieldReader fields, Origin origin) throws Refusal;

    /**
     * The tree that {@link #read} makes an equal document of. Nulls and empty lists are left out.
     */
    ObjectNode write(D document);

    /** Whether one of {@link #textFields()} says something. */
    boolean saysSomething(D document);

    static DocumentShape<? extends Document> of(DocumentType type) {
        return switch (type) {
            case INVOICE -> InvoiceShape.SHAPE;
            case TRANSCRIPT -> TranscriptShape.SHAPE;
            case TICKET -> TicketShape.SHAPE;
        };
    }

    static ObjectNode writeAny(Document document) {
        if (document instanceof Invoice invoice) {
            return InvoiceShape.SHAPE.write(invoice);
        }
        if (document instanceof Transcript transcript) {
            return TranscriptShape.SHAPE.write(transcript);
        }
        return TicketShape.SHAPE.write((Ticket) document);
    }

    static void putText(ObjectNode tree, String name, String text) {
        if (text != null) {
            tree.put(name, text);
        }
    }

    /**
     * Unknown fields stand where they stood: beside the known ones, by name, so that equal
     * documents are equal bytes.
     */
    static void putOther(ObjectNode tree, Map<String, String> other) {
        for (Map.Entry<String, String> field : new TreeMap<>(other).entrySet()) {
            try {
                tree.set(field.getKey(), JsonText.parseValue(field.getValue()));
            } catch (Refusal e) {
                throw new IllegalArgumentException(
                        "Unknown field '"
                                + field.getKey()
                                + "' must hold JSON text, found: "
                                + field.getValue()
                                + ". Quote texts.",
                        e);
            }
        }
    }
}
