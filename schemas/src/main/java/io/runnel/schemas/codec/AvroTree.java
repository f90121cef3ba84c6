package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.RejectReason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/**
 * Trees to Avro values and back, led by the schema. In Runnel's own records a map field named
 * {@code other} holds what stands in the tree beside the known fields; nulls and the tree's missing
 * fields are the same. Bytes, which only a writer's own fields have, are Base64.
 */
final class AvroTree {
    private static final String OTHER = "other";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroTree() {}

    /**
     * The record of this schema with the tree's values.
     *
     * @param document the schema to choose where the schema leaves the choice between document
     *     types
     */
    static GenericRecord toAvro(ObjectNode tree, Schema schema, Schema document) {
        GenericRecord made = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (isOther(field)) {
                made.put(field.pos(), others(tree, schema));
            } else {
                made.put(field.pos(), value(tree.get(field.name()), field.schema(), document));
            }
        }
        return made;
    }

    private static Object value(JsonNode node, Schema schema, Schema document) {
        return switch (schema.getType()) {
            case UNION -> node == null ? null : value(node, branch(schema, document), document);
            case RECORD -> toAvro((ObjectNode) node, schema, document);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                if (node != null) {
                    node.forEach(
                            element ->
                                    elements.add(
                                            value(element, schema.getElementType(), document)));
                }
                yield elements;
            }
            case STRING -> node.textValue();
            case INT -> node.intValue();
            case LONG -> node.longValue();
            case DOUBLE -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case MAP -> {
                Map<String, Object> entries = new HashMap<>();
                if (node != null) {
                    for (Map.Entry<String, JsonNode> entry : node.properties()) {
                        entries.put(
                                entry.getKey(),
                                value(entry.getValue(), schema.getValueType(), document));
                    }
                }
                yield entries;
            }
            case NULL, BYTES, FIXED, FLOAT, ENUM ->
                    throw new IllegalStateException(
                            "Runnel's schemas have no " + schema.getType() + " here.");
        };
    }

    /** The only branch beside null, or the document's own. */
    private static Schema branch(Schema union, Schema document) {
        List<Schema> branches =
                union.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .toList();
        return branches.size() == 1 ? branches.get(0) : document;
    }

    private static Map<String, String> others(ObjectNode tree, Schema schema) {
        Map<String, String> others = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!isKnown(field.getKey(), schema)) {
                others.put(field.getKey(), JsonText.writeValue(field.getValue()));
            }
        }
        return others;
    }

    private static boolean isKnown(String name, Schema schema) {
        Schema.Field field = schema.getField(name);
        return field != null && !isOther(field);
    }

    private static boolean isOther(Schema.Field field) {
        return field.name().equals(OTHER) && field.schema().getType() == Schema.Type.MAP;
    }

    private static boolean isOurs(Schema schema) {
        return AvroSchemas.ticket().getNamespace().equals(schema.getNamespace());
    }

    /** The tree of an Avro record. */
    static ObjectNode toTree(IndexedRecord avro) throws Refusal {
        return toTree(avro, 1);
    }

    private static ObjectNode toTree(IndexedRecord avro, int depth) throws Refusal {
        ObjectNode tree = JsonText.object();
        Map<?, ?> others = Map.of();
        for (Schema.Field field : avro.getSchema().getFields()) {
            Object value = avro.get(field.pos());
            if (isOther(field) && isOurs(avro.getSchema())) {
                others = (Map<?, ?>) value;
            } else if (value != null) {
                tree.set(field.name(), node(value, field.name(), depth));
            }
        }
        putOthers(tree, others, avro.getSchema());
        return tree;
    }

    private static void putOthers(ObjectNode tree, Map<?, ?> others, Schema schema) throws Refusal {
        for (Object key : new TreeSet<>(others.keySet())) {
            String name = text(key, OTHER);
            if (isKnown(name, schema)) {
                throw new Refusal(
                        RejectReason.MALFORMED_BYTES,
                        "expected unknown fields in 'other', found '"
                                + name
                                + "', which the schema knows. Write it into its own field.");
            }
            tree.set(name, JsonText.parseValue(text(others.get(key), OTHER + "." + name)));
        }
    }

    /**
     * The tree of a value.
     *
     * @param depth of what the value stands in; deeper than JSON may be it would not be written
     *     again
     */
    private static JsonNode node(Object value, String name, int depth) throws Refusal {
        if (depth > JsonText.MAX_DEPTH) {
            throw new Refusal(
                    RejectReason.MALFORMED_BYTES,
                    "expected values that are nested no deeper than "
                            + JsonText.MAX_DEPTH
                            + " levels, found more in '"
                            + name
                            + "'. Flatten them.");
        }
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof IndexedRecord nested) {
            return toTree(nested, depth + 1);
        }
        if (value instanceof List<?> elements) {
            ArrayNode array = NODES.arrayNode(elements.size());
            for (Object element : elements) {
                array.add(node(element, name, depth + 1));
            }
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            return object(entries, name, depth);
        }
        return leaf(value, name);
    }

    private static ObjectNode object(Map<?, ?> entries, String name, int depth) throws Refusal {
        ObjectNode object = JsonText.object();
        for (Map.Entry<?, ?> entry : new TreeMap<>(entries).entrySet()) {
            object.set(text(entry.getKey(), name), node(entry.getValue(), name, depth + 1));
        }
        return object;
    }

    private static JsonNode leaf(Object value, String name) throws Refusal {
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Float number) {
            return NODES.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.binaryNode(copy);
        }
        if (value instanceof GenericFixed fixed) {
            return NODES.binaryNode(fixed.bytes());
        }
        return NODES.textNode(text(value, name));
    }

    private static String text(Object value, String name) throws Refusal {
        if (value instanceof Utf8 utf8) {
            byte[] bytes = new byte[utf8.getByteLength()];
            System.arraycopy(utf8.getBytes(), 0, bytes, 0, bytes.length);
            return StrictUtf8.decode(bytes, "'" + name + "'");
        }
        return value.toString();
    }
}
