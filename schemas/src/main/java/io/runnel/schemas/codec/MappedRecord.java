package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentMapping.UNMAPPED;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.codec.SourcePath.Found;
import io.runnel.schemas.document.RejectReason;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record on its way to a document. Every rule reads the record as it came; only then is what
 * was read taken out, and the rest is left over.
 */
final class MappedRecord {
    private final ObjectNode record;
    private final List<JsonPointer> read = new ArrayList<>();
    private final List<JsonPointer> arrays = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** How many elements of an array still say something; to count them anew takes too long. */
    private final IdentityHashMap<ArrayNode, Integer> left = new IdentityHashMap<>();

    /** A turn or line item, and where in the record it comes from. */
    private record Row(ObjectNode made, JsonPointer place) {}

    MappedRecord(ObjectNode record) {
        this.record = record;
    }

    ObjectNode toDocument(DocumentMapping mapping) throws Refusal {
        ObjectNode document = JsonText.object();
        put(document, mapping.fields(), whole(record), "");
        for (Map.Entry<String, RowsRule> rule : mapping.rows().entrySet()) {
            putRows(document, rule.getKey(), rule.getValue());
        }
        if (mapping.unmapped() == DocumentMapping.Unmapped.KEEP) {
            putUnmapped(document);
        }
        return document;
    }

    /** The record as the beginning of all paths. */
    static Found whole(ObjectNode record) {
        return new Found(JsonPointer.empty(), record);
    }

    private void put(ObjectNode made, Map<String, FieldRule> rules, Found from, String path)
            throws Refusal {
        for (Map.Entry<String, FieldRule> entry : rules.entrySet()) {
            FieldRule rule = entry.getValue();
            String field = path + entry.getKey();
            Optional<JsonNode> value = rule.find(from, field, found -> read.add(found.place()));
            if (value.isEmpty()) {
                value = rule.substitute(field);
            }
            value.ifPresent(node -> made.set(entry.getKey(), node));
        }
    }

    private void putRows(ObjectNode document, String name, RowsRule rule) throws Refusal {
        ArrayNode made = document.putArray(name);
        for (SourcePath path : rule.each()) {
            for (Found found : path.in(whole(record))) {
                arrays.add(found.place());
                for (Found element : found.elements()) {
                    String place = name + "[" + made.size() + "]";
                    refuseArray(element, place);
                    ObjectNode row = made.addObject();
                    rows.add(new Row(row, element.place()));
                    put(row, rule.fields(), element, place + ".");
                }
            }
        }
    }

    /** What was read is gone from the record now, so what is still there was not. */
    private void putUnmapped(ObjectNode document) {
        read.forEach(this::takeOut);
        for (Row row : rows) {
            putRest(row.made(), record.at(row.place()));
        }
        arrays.forEach(this::takeOut);
        putRest(document, record);
    }

    private static void putRest(ObjectNode made, JsonNode rest) {
        if (!saysNothing(rest)) {
            made.set(UNMAPPED, rest);
        }
    }

    /** Takes a value out, and what holds nothing without it; places in arrays do not shift. */
    private void takeOut(JsonPointer place) {
        if (place.matches()) {
            return;
        }
        JsonPointer around = place.head();
        JsonNode holder = record.at(around);
        JsonPointer last = place.last();
        if (holder instanceof ObjectNode object) {
            object.remove(last.getMatchingProperty());
        } else if (holder instanceof ArrayNode array) {
            takeOut(array, last.getMatchingIndex());
        }
        if (holder instanceof ArrayNode array ? left(array) == 0 : saysNothing(holder)) {
            takeOut(around);
        }
    }

    private void takeOut(ArrayNode array, int index) {
        if (array.path(index).isNull() || array.path(index).isMissingNode()) {
            return;
        }
        left.put(array, left(array) - 1);
        array.setNull(index);
    }

    private int left(ArrayNode array) {
        return left.computeIfAbsent(
                array, all -> (int) all.valueStream().filter(element -> !element.isNull()).count());
    }

    private static boolean saysNothing(JsonNode node) {
        if (node instanceof ArrayNode array) {
            return array.valueStream().allMatch(JsonNode::isNull);
        }
        return node.isNull() || node.isMissingNode() || (node.isObject() && node.isEmpty());
    }

    private static void refuseArray(Found element, String field) throws Refusal {
        if (element.value().isArray()) {
            throw new Refusal(
                    RejectReason.WRONG_TYPE,
                    "expected an object at %s for '%s', found an array. Write /* behind the path for each of its elements."
                            .formatted(element.place(), field));
        }
    }
}
