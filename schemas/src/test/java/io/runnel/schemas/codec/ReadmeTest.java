package io.runnel.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final String readme = readReadme();

    @Test
    void namesEveryFieldOfEveryRecord() {
        List<String> missing = new ArrayList<>();
        Stream.of(
                        AvroSchemas.invoice(),
                        AvroSchemas.transcript(),
                        AvroSchemas.ticket(),
                        AvroSchemas.enriched())
                .flatMap(schema -> fields(schema, "").stream())
                .distinct()
                .filter(field -> !readme.contains("| `" + field + "` |"))
                .forEach(missing::add);

        assertThat(missing).isEmpty();
    }

    @Test
    void namesEveryReasonOfDecoding() {
        assertThat(readme)
                .contains(
                        Stream.of(RejectReason.values())
                                .filter(reason -> reason.compareTo(RejectReason.NO_TEXT) <= 0)
                                .map(reason -> "`" + reason + "`")
                                .toList());
    }

    /**
     * The paths of a record's fields, such as {@code turns[].text}; documents inside the enriched
     * record are left out.
     */
    private static List<String> fields(Schema schema, String path) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String name = path + field.name();
            fields.add(name);
            nested(field.schema())
                    .forEach(of -> fields.addAll(fields(of, name + suffix(field.schema()))));
        }
        return fields;
    }

    private static List<Schema> nested(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> List.of(schema);
            case ARRAY -> nested(schema.getElementType());
            case UNION ->
                    schema.getTypes().size() == 2
                            ? schema.getTypes().stream()
                                    .flatMap(branch -> nested(branch).stream())
                                    .toList()
                            : List.of();
            default -> List.of();
        };
    }

    private static String suffix(Schema schema) {
        return schema.getType() == Schema.Type.ARRAY ? "[]." : ".";
    }

    private static String readReadme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new AssertionError("README.md of the schemas module is missing.", e);
        }
    }
}
