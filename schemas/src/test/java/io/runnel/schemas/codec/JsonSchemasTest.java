package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What codecs write is valid, and what is not valid is what codecs refuse. */
class JsonSchemasTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<Enriched> enriched() {
        return Stream.of(
                Samples.enrichedTicket(),
                Samples.enrichedTranscript(),
                Samples.enrichedInvoice(),
                Samples.unansweredTicket());
    }

    @ParameterizedTest
    @MethodSource("enriched")
    void holdWhatIsWritten(Enriched enriched) {
        String json = new String(new JsonEnrichedCodec().encode(enriched), UTF_8);

        assertThat(faults("enriched", json)).isEmpty();
        assertThat(faults("enriched", json.replace("\"document_id\"", "\"documentId\"")))
                .isNotEmpty();
        assertThat(faults("enriched", json.replace("\"truncated\":false", "\"truncated\":0")))
                .hasSameSizeAs(json.contains("\"truncated\":false") ? List.of(1) : List.of());
    }

    @Test
    void holdEveryDocumentThatIsWritten() {
        assertThat(faults("ticket", written(Samples.ticket(Samples.place())))).isEmpty();
        assertThat(faults("transcript", written(Samples.transcript(Samples.place())))).isEmpty();
        assertThat(faults("invoice", written(Samples.invoice(Samples.place())))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TICKET     | {"id":"1","text":"a"}
                    TICKET     | {"id":7,"text":"a","created":1.5,"priority":null,"extra":{"a":[]}}
                    TICKET     | {"text":"a"}
                    TICKET     | {"id":" ","text":"a"}
                    TICKET     | {"id":1.5,"text":"a"}
                    TICKET     | {"id":"1","text":["a"]}
                    TICKET     | {"id":"1","text":"a","status":7}
                    TICKET     | []
                    TRANSCRIPT | {"id":"1","turns":[null,{"text":"a","time":3,"x":1},{}]}
                    TRANSCRIPT | {"id":"1","turns":["a"]}
                    TRANSCRIPT | {"id":"1","turns":{"text":"a"}}
                    TRANSCRIPT | {"id":"1","turns":[{"text":7}]}
                    INVOICE    | {"id":"1","notes":"a"}
                    INVOICE    | {"id":"1","notes":["a",null],"total":12.50}
                    INVOICE    | {"id":"1","notes":[7]}
                    INVOICE    | {"id":"1","line_items":[{"description":"a","quantity":2}]}
                    INVOICE    | {"id":"1","line_items":[{"description":[]}]}
                    INVOICE    | {"id":"1","text":"a","total":true}
                    """)
    void agreeWithTheCodecs(DocumentType type, String json) {
        assertThat(faults(type.label(), json).isEmpty())
                .isEqualTo(
                        JsonDocumentCodec.of(type).decode(Samples.origin(json))
                                instanceof Decoded.Read<?>);
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void haveTheFieldsOfAvro(DocumentType type) throws IOException {
        assertThat(properties(JSON.readTree(JsonSchemas.text(type.label())), ""))
                .containsExactlyElementsOf(fields(AvroSchemas.of(type), ""));
    }

    @Test
    void haveTheEnrichedFieldsOfAvro() throws IOException {
        assertThat(properties(JSON.readTree(JsonSchemas.text("enriched")), ""))
                .containsExactlyElementsOf(fields(AvroSchemas.enriched(), ""));
    }

    private static List<Error> faults(String schema, String json) {
        return SCHEMAS.getSchema(JsonSchemas.text(schema)).validate(json, InputFormat.JSON);
    }

    private static String written(Document document) {
        return JsonText.writeValue(DocumentShape.writeAny(document));
    }

    /** The paths of a schema's properties, such as {@code turns[].text}. */
    private static Set<String> properties(JsonNode schema, String path) {
        Set<String> found = new TreeSet<>();
        schema.path("properties")
                .properties()
                .forEach(
                        property -> {
                            String name = path + property.getKey();
                            found.add(name);
                            found.addAll(properties(property.getValue(), name + "."));
                            found.addAll(
                                    properties(property.getValue().path("items"), name + "[]."));
                        });
        return found;
    }

    /** The same of an Avro schema; unknown fields stand in JSON beside the others. */
    private static Set<String> fields(org.apache.avro.Schema schema, String path) {
        Set<String> found = new TreeSet<>();
        for (org.apache.avro.Schema.Field field : schema.getFields()) {
            String name = path + field.name();
            if (field.name().equals("other")) {
                continue;
            }
            found.add(name);
            for (org.apache.avro.Schema type : types(field.schema())) {
                switch (type.getType()) {
                    case RECORD -> found.addAll(fields(type, name + "."));
                    case ARRAY -> {
                        if (type.getElementType().getType() == org.apache.avro.Schema.Type.RECORD) {
                            found.addAll(fields(type.getElementType(), name + "[]."));
                        }
                    }
                    default -> {}
                }
            }
        }
        return found;
    }

    /** A union of documents counts as none: their fields are compared by themselves. */
    private static List<org.apache.avro.Schema> types(org.apache.avro.Schema schema) {
        if (schema.getType() != org.apache.avro.Schema.Type.UNION) {
            return List.of(schema);
        }
        List<org.apache.avro.Schema> types = new ArrayList<>(schema.getTypes());
        types.removeIf(type -> type.getType() == org.apache.avro.Schema.Type.NULL);
        return types.size() == 1 ? types : List.of();
    }
}
