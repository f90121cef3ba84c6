package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the Flink Kubernetes Operator takes, by the definitions in its own jar, and stricter than
 * Kubernetes: a field that the definition does not know is a mistake, where Kubernetes would drop
 * it.
 */
final class OperatorSchema {
    private static final String SCHEMAS = "/META-INF/fabric8/%ss.flink.apache.org-v1.yml";

    private final JsonNode schema;

    private OperatorSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** The definition of a kind, such as {@code FlinkDeployment}. */
    static OperatorSchema of(String kind) {
        String path = SCHEMAS.formatted(kind.toLowerCase(Locale.ROOT));
        try (InputStream definition = OperatorSchema.class.getResourceAsStream(path)) {
            if (definition == null) {
                throw new IllegalArgumentException("The operator has no definition " + path);
            }
            JsonNode root =
                    Yaml.parse(new String(definition.readAllBytes(), StandardCharsets.UTF_8))
                            .get(0);
            return new OperatorSchema(
                    root.path("spec")
                            .path("versions")
                            .path(0)
                            .path("schema")
                            .path("openAPIV3Schema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every mistake in the spec of a resource, with its place; none if the operator takes it. */
    List<String> mistakesIn(JsonNode resource) {
        List<String> mistakes = new ArrayList<>();
        check("spec", resource.path("spec"), schema.path("properties").path("spec"), mistakes);
        return mistakes;
    }

    /** The same in a template of pods, which the operator takes as Kubernetes does. */
    List<String> mistakesInPods(JsonNode template) {
        List<String> mistakes = new ArrayList<>();
        check("template", template, schema.at("/properties/spec/properties/podTemplate"), mistakes);
        return mistakes;
    }

    private static void check(
            String place, JsonNode value, JsonNode schema, List<String> mistakes) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            expect(value.isInt() || value.isTextual(), "number or text", place, value, mistakes);
            return;
        }
        String type = schema.path("type").asText();
        switch (type) {
            case "object" -> checkObject(place, value, schema, mistakes);
            case "array" -> {
                expect(value.isArray(), type, place, value, mistakes);
                for (int i = 0; i < value.size(); i++) {
                    check(place + "[" + i + "]", value.get(i), schema.path("items"), mistakes);
                }
            }
            case "string" -> {
                expect(value.isTextual(), type, place, value, mistakes);
                List<String> allowed = Yaml.texts(schema.path("enum"));
                expect(
                        allowed.isEmpty() || allowed.contains(value.asText()),
                        "one of " + allowed,
                        place,
                        value,
                        mistakes);
            }
            case "integer" -> expect(value.isIntegralNumber(), type, place, value, mistakes);
            case "number" -> expect(value.isNumber(), type, place, value, mistakes);
            case "boolean" -> expect(value.isBoolean(), type, place, value, mistakes);
            default -> mistakes.add(place + ": the definition has the unexpected type " + type);
        }
    }

    private static void checkObject(
            String place, JsonNode value, JsonNode schema, List<String> mistakes) {
        expect(value.isObject(), "object", place, value, mistakes);
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String below = place + "." + field.getKey();
            JsonNode known = schema.path("properties").path(field.getKey());
            if (known.isMissingNode()) {
                known = schema.path("additionalProperties");
            }
            if (known.isMissingNode()) {
                mistakes.add(below + ": no such field");
            } else {
                check(below, field.getValue(), known, mistakes);
            }
        }
        for (String required : Yaml.texts(schema.path("required"))) {
            if (!value.has(required)) {
                mistakes.add(place + "." + required + ": missing");
            }
        }
    }

    private static void expect(
            boolean met, String expected, String place, JsonNode value, List<String> mistakes) {
        if (!met) {
            mistakes.add(place + ": expected " + expected + ", found " + value);
        }
    }
}
