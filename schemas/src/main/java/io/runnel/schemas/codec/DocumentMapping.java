package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.RejectReason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a record of any shape: a tree of a document's shape, in whatever format the
 * record was written. Nothing is lost in silence: what no rule reads stands in the document's
 * unknown field {@value #UNMAPPED}, at its own place, unless it shall be dropped.
 *
 * @param fields by name in the document
 * @param rows turns or line items, by name in the document
 */
public record DocumentMapping(
        Map<String, FieldRule> fields, Map<String, RowsRule> rows, Unmapped unmapped)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The unknown field that holds what no rule reads, in documents, turns and line items. */
    public static final String UNMAPPED = "unmapped";

    private static final DocumentMapping NONE =
            new DocumentMapping(Map.of(), Map.of(), Unmapped.KEEP);

    /** What becomes of what no rule reads. */
    public enum Unmapped {
        KEEP,
        DROP
    }

    public DocumentMapping {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /** Records that have a document's shape already. */
    public static DocumentMapping none() {
        return NONE;
    }

    public boolean isNone() {
        return fields.isEmpty() && rows.isEmpty();
    }

    /** The same with another fate of what no rule reads. */
    DocumentMapping with(Unmapped fate) {
        return new DocumentMapping(fields, rows, fate);
    }

    /**
     * The tree of a document.
     *
     * @param record the record's own tree, which is used up
     */
    ObjectNode toDocument(ObjectNode record) throws Refusal {
        return isNone() ? record : new MappedRecord(record).toDocument(this);
    }

    /**
     * Refuses the tree of a document in which nobody has put an id, and says where it was looked
     * for.
     */
    void requireId(ObjectNode document) throws Refusal {
        FieldRule rule = fields.get(DocumentFields.ID);
        if (rule != null && !document.has(DocumentFields.ID)) {
            throw new Refusal(
                    RejectReason.MISSING_ID,
                    "expected text or an integer at %s for 'id', found nothing. Give every record an id of its own, or map 'id' to another path."
                            .formatted(rule.from()));
        }
    }

    /** Where texts were looked for, to be told of a document that says nothing; may be empty. */
    String lookedAt(DocumentType type) {
        List<String> places = new ArrayList<>();
        for (String text : DocumentFields.texts(type)) {
            int dot = text.indexOf('.');
            if (dot < 0 && fields.containsKey(text)) {
                places.add(fields.get(text).from());
            }
            RowsRule of = dot < 0 ? null : rows.get(text.substring(0, dot));
            FieldRule rule = of == null ? null : of.fields().get(text.substring(dot + 1));
            if (rule != null) {
                places.add(rule.from() + " in " + of.from());
            }
        }
        return places.isEmpty() ? "" : " (the mapping looks at " + String.join(", ", places) + ")";
    }
}
