package io.runnel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
}
