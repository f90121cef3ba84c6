package io.runnel.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A registry's answer to an Avro schema, with those that it refers to. */
final class RegisteredText {
    private static final int MAX_REFERENCES = 200;

    private final SchemaRegistry registry;
    private final Schema.Parser parser = new Schema.Parser();
    private int references;

    RegisteredText(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** The schema in this answer; never throws for what it says. */
    FoundSchema parse(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return new FoundSchema.Unusable("a schema of type " + type);
        }
        try {
            return new FoundSchema.Avro(parseAvro(answer));
        } catch (AvroRuntimeException e) {
            return new FoundSchema.Unusable("a schema that Avro refuses: " + e.getMessage());
        }
    }

    private Schema parseAvro(JsonNode answer) {
        for (JsonNode reference : answer.path("references")) {
            if (++references > MAX_REFERENCES) {
                throw new AvroRuntimeException("more than " + MAX_REFERENCES + " references");
            }
            String name = reference.path("name").asText();
            if (!parser.getTypes().containsKey(name)) {
                parseAvro(
                        registry.reference(
                                reference.path("subject").asText(),
                                reference.path("version").asInt()));
            }
        }
        return parser.parse(answer.path("schema").asText());
    }
}
