package io.runnel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.codec.AvroSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What Runnel needs of a registry; subclasses bring one. */
public abstract class SchemaRegistryContract {
    private static final Schema FIRST =
            SchemaBuilder.record("Note").namespace("n").fields().requiredString("id").endRecord();
    private static final Schema SECOND =
            SchemaBuilder.record("Note")
                    .namespace("n")
                    .fields()
                    .requiredString("id")
                    .optionalString("text")
                    .endRecord();
    private static final Path PUBLISHED = Path.of("src", "test", "resources", "published");
    private static final List<String> NAMES =
            List.of("invoice", "transcript", "ticket", "enriched");
    private static final Schema UNREADABLE =
            SchemaBuilder.record("Note").namespace("n").fields().requiredInt("size").endRecord();

    protected abstract RegistrySettings settings();

    private SchemaRegistry registry() {
        return new SchemaRegistry(settings());
    }

    @Test
    void knowsNothingOfASubjectThatNobodyMade() {
        assertThat(registry().versions("none-value")).isEmpty();
        assertThat(registry().lookUp("none-value", FIRST)).isEmpty();
        assertThat(registry().takes("none-value", FIRST)).isTrue();
        assertThat(registry().find(new SchemaId.Numbered(1_000_000)))
                .isInstanceOf(FoundSchema.Unknown.class);
    }

    @Test
    void findsWhatWasRegisteredByItsIdAndByItself() {
        RegisteredSchema made = registry().register("a.b_c-value", FIRST);

        assertThat(made.version()).isEqualTo(1);
        assertThat(registry().find(made.number())).isEqualTo(new FoundSchema.Avro(FIRST));
        assertThat(registry().find(made.global())).isEqualTo(new FoundSchema.Avro(FIRST));
        assertThat(registry().lookUp("a.b_c-value", FIRST)).contains(made);
        assertThat(registry().version("a.b_c-value", 1)).isEqualTo(made);
    }

    @Test
    void givesASchemaOneIdHoweverOftenItIsRegistered() {
        RegisteredSchema made = registry().register("twice-value", FIRST);

        assertThat(registry().register("twice-value", FIRST)).isEqualTo(made);
        assertThat(registry().versions("twice-value")).containsExactly(1);
    }

    @Test
    void refusesAVersionThatDoesNotFit() {
        registry().require("strict-value", Compatibility.FULL_TRANSITIVE);
        registry().register("strict-value", FIRST);

        assertThat(registry().compatibility("strict-value"))
                .isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(registry().takes("strict-value", UNREADABLE)).isFalse();
        assertThatThrownBy(() -> registry().register("strict-value", UNREADABLE))
                .isInstanceOf(RegistryRefusal.class)
                .hasMessageContaining("409");
        assertThat(registry().takes("strict-value", SECOND)).isTrue();
        registry().register("strict-value", SECOND);
        assertThat(registry().versions("strict-value")).isEqualTo(List.of(1, 2));
    }

    @Test
    void tellsWhatItAsksOfASubjectWithoutARuleOfItsOwn() {
        registry().register("loose-value", FIRST);

        assertThat(registry().compatibility("loose-value")).isNotNull();
        assertThat(registry().compatibility("nobody-value")).isNotNull();
    }

    @Test
    void doesNotFindAVersionThatIsNotThere() {
        registry().register("one-value", FIRST);

        assertThatThrownBy(() -> registry().version("one-value", 9))
                .isInstanceOf(RegistryRefusal.class)
                .hasMessageContaining("one-value");
    }

    @Test
    void letsProducersOfDocumentsAddAndLeaveOutFieldsButNotDemandThem() {
        String subject = "our-tickets-value";
        registry().require(subject, Compatibility.BACKWARD);
        registry().register(subject, AvroSchemas.ticket());
        Schema demanding = SchemaVariant.demanding(AvroSchemas.ticket(), "urgency");

        assertThat(
                        registry()
                                .takes(
                                        subject,
                                        SchemaVariant.offering(AvroSchemas.ticket(), "urgency")))
                .isTrue();
        assertThat(registry().takes(subject, SchemaVariant.without(AvroSchemas.ticket(), "title")))
                .isTrue();
        assertThatThrownBy(() -> registry().register(subject, demanding))
                .isInstanceOf(RegistryRefusal.class)
                .hasMessageContaining("io.runnel.schemas.Ticket in 'our-tickets-value'")
                .hasMessageContaining("BACKWARD")
                .hasMessageContaining("./runnel schemas list");
        assertThat(registry().versions(subject)).containsExactly(1);
    }

    @Test
    void holdsEnrichedRecordsToEveryVersionAndNotOnlyTheNewest() {
        String subject = "our-enriched-value";
        registry().require(subject, Compatibility.FULL_TRANSITIVE);
        registry().register(subject, AvroSchemas.enriched());
        Schema second = SchemaVariant.without(AvroSchemas.enriched(), "generation");

        assertThat(
                        registry()
                                .takes(
                                        subject,
                                        SchemaVariant.without(
                                                AvroSchemas.enriched(), "document_id")))
                .isFalse();
        assertThat(registry().register(subject, second).version()).isEqualTo(2);
        // A text where the first version has a number; the second has nothing there.
        assertThat(registry().takes(subject, SchemaVariant.offering(second, "generation")))
                .isFalse();
        assertThat(registry().takes(subject, SchemaVariant.offering(second, "note"))).isTrue();
    }

    @Test
    void takesThisReleaseBehindEveryPublishedVersion() throws IOException {
        for (String name : NAMES) {
            registry().require(subjectOf(name), Compatibility.FULL_TRANSITIVE);
        }
        for (Path version : publishedVersions()) {
            // One for all of a version: the last of them names the others.
            Schema.Parser parser = new Schema.Parser();
            for (String name : NAMES) {
                Schema published = parser.parse(Files.readString(version.resolve(name + ".avsc")));
                registry().register(subjectOf(name), published);
            }
        }

        for (String name : NAMES) {
            assertThat(registry().register(subjectOf(name), ours(name)).version()).isPositive();
        }
    }

    private static String subjectOf(String name) {
        return "published-" + name + "-value";
    }

    private static Schema ours(String name) {
        return switch (name) {
            case "invoice" -> AvroSchemas.invoice();
            case "transcript" -> AvroSchemas.transcript();
            case "ticket" -> AvroSchemas.ticket();
            default -> AvroSchemas.enriched();
        };
    }

    private static List<Path> publishedVersions() throws IOException {
        try (Stream<Path> folders = Files.list(PUBLISHED)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
