package io.runnel.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.RegistryUnavailable;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaConditionsTest {
    private final FakeRegistry server = FakeRegistry.start();
    private final SchemaRegistry registry = new SchemaRegistry(server.settings());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nameTheCommandThatRegistersWhatIsMissing() {
        UnmetSchemas unmet =
                catchThrowableOfType(
                        UnmetSchemas.class,
                        () -> SchemaConditions.check(confluent("--kafka.source.topic=mail")));

        assertThat(unmet.faults())
                .containsExactly(
                        "Subject 'mail-value' is not in the registry.",
                        "Subject 'tickets-enriched-value' is not in the registry.");
        assertThat(unmet)
                .hasMessageContaining(
                        "Jobs register nothing by themselves. './runnel schemas register --type"
                                + " ticket --registry "
                                + server.url()
                                + " --kafka.source.topic mail' registers the schemas of this"
                                + " release.");
        assertThat(server.asked()).noneMatch(each -> each.startsWith("POST /subjects/mail-value/"));
    }

    @Test
    void areMetByWhatThisReleaseRegisters() {
        registry.register("tickets-value", AvroSchemas.ticket());
        registry.register("tickets-enriched-value", AvroSchemas.enriched());

        assertThatCode(() -> SchemaConditions.check(confluent())).doesNotThrowAnyException();
    }

    @Test
    void areMetByAProducersOwnVersion() {
        registry.register(
                "tickets-value",
                SchemaBuilder.record("Ticket")
                        .namespace("com.example")
                        .fields()
                        .requiredString("id")
                        .requiredString("text")
                        .requiredInt("urgency")
                        .endRecord());
        registry.register("tickets-enriched-value", AvroSchemas.enriched());

        assertThatCode(() -> SchemaConditions.check(confluent())).doesNotThrowAnyException();
    }

    @Test
    void refuseANewestVersionThatCannotBeRead() {
        registry.register("tickets-value", AvroSchemas.invoice());
        registry.register("tickets-enriched-value", AvroSchemas.ticket());

        assertThatThrownBy(() -> SchemaConditions.check(confluent()))
                .isInstanceOf(UnmetSchemas.class)
                .hasMessageContaining("its newest version, 1 (id 1), cannot be read as")
                .hasMessageContaining("NAME_MISMATCH")
                .hasMessageContaining(
                        "Subject 'tickets-enriched-value' has no version that is"
                                + " io.runnel.schemas.Enriched of this release.");
    }

    @Test
    void sayThatNobodyAnswers() {
        JobSettings settings = confluent("--schemas.registry.timeout=300 ms");
        server.close();

        assertThatThrownBy(() -> SchemaConditions.check(settings))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void concernNoJobThatSpeaksJson() {
        SchemaConditions.check(settings("--schemas.registry.url=" + server.url()));

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void tellWhetherASubjectIsGuarded() {
        registry.register("tickets-enriched-value", AvroSchemas.enriched());
        JobSubject written = JobSubject.of(confluent()).get(1);

        assertThat(SubjectState.of(registry, written).isGuarded()).isFalse();
        registry.require("tickets-enriched-value", Compatibility.FULL_TRANSITIVE);
        assertThat(SubjectState.of(registry, written).isGuarded()).isTrue();
    }

    private JobSettings confluent(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--kafka.documents.format=avro-confluent",
                                "--schemas.registry.url=" + server.url() + "/"));
        all.addAll(List.of(more));
        return settings(all.toArray(String[]::new));
    }

    private static JobSettings settings(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=ticket",
                                "--kafka.bootstrap-servers=localhost:9092",
                                "--delivery.transactional-id-prefix=test"));
        arguments.addAll(List.of(more));
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }
}
