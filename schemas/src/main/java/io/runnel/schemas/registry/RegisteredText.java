package io.runnel.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A registry's answer to an Avro schema, with those that it refers to. */
final class RegisteredText {
    private static final int MAX_REFERENCES = 200;

    private final SchemaRegistry registry;
    private final Schema.Parser parser = new Schema.Parser();
    private int references;

    /** A schema refers to one that the registry does not have. */
    private static final class MissingReference extends Exception {
        private static final long serialVersionUID = 1L;

        MissingReference(String subject, int version) {
            super(
                    "version "
                            + version
                            + " of subject '"
                            + subject
                            + "', which the registry does not have");
        }
    }

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
        } catch (MissingReference e) {
            return new FoundSchema.Unusable("a schema that refers to " + e.getMessage());
        }
    }

    private Schema parseAvro(JsonNode answer) throws MissingReference {
        for (JsonNode reference : answer.path("references")) {
            if (++references > MAX_REFERENCES) {
                throw new AvroRuntimeException("more than " + MAX_REFERENCES + " references");
            }
            String name = reference.path("name").asText();
            if (!parser.getTypes().containsKey(name)) {
                String subject = reference.path("subject").asText();
                int version = reference.path("version").asInt();
                Optional<JsonNode> text = registry.reference(subject, version);
                if (text.isEmpty()) {
                    throw new MissingReference(subject, version);
                }
                parseAvro(text.get());
            }
        }
        return parser.parse(answer.path("schema").asText());
    }
}
