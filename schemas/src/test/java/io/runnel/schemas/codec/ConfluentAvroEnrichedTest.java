package io.runnel.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfluentAvroEnrichedTest {
    private final FakeRegistry server = FakeRegistry.start();
    private final SchemaRegistry registry = new SchemaRegistry(server.settings());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesEnrichedRecordsWithTheIdInTheValueOrTheGuidInAHeader() {
        RegisteredSchema own = registry.register("out-value", AvroSchemas.enriched());
        Enriched sample = Samples.enrichedTicket();
        ConfluentAvroEnrichedCodec value = enriched(SchemaIdPlacement.VALUE);
        ConfluentAvroEnrichedCodec header = enriched(SchemaIdPlacement.HEADER);

        assertThat(value.schemaHeader()).isEmpty();
        assertThat(value.encode(sample)).startsWith(own.number().bytes());
        assertThat(value.decode(value.encode(sample))).isEqualTo(sample);
        assertThat(header.schemaHeader())
                .contains(new Header("__value_schema_id", own.global().bytes()));
        assertThat(header.decode(header.encode(sample))).isEqualTo(sample);
        List<Header> said = List.of(header.schemaHeader().orElseThrow());
        assertThat(value.decode(header.encode(sample), said)).isEqualTo(sample);
        assertThat(header.decode(value.encode(sample), List.of())).isEqualTo(sample);
    }

    @Test
    void readsWithNoMoreThanTheSchemaThatTheWriterUsed() {
        registry.register("out-value", AvroSchemas.enriched());
        Enriched sample = Samples.enrichedTicket();
        byte[] bytes = enriched(SchemaIdPlacement.VALUE).encode(sample);
        byte[] other = enriched(SchemaIdPlacement.HEADER).encode(sample);
        Header header = enriched(SchemaIdPlacement.HEADER).schemaHeader().orElseThrow();
        int asked = server.asked().size();
        ConfluentAvroEnrichedReader reader = new ConfluentAvroEnrichedReader(server.settings());

        assertThat(reader.decode(bytes, List.of())).isEqualTo(sample);
        assertThat(reader.decode(bytes, List.of())).isEqualTo(sample);
        assertThat(reader.decode(other, List.of(header))).isEqualTo(sample);
        assertThat(server.asked().subList(asked, server.asked().size()))
                .hasSize(2)
                .allMatch(question -> question.startsWith("GET /schemas/"));
    }

    @Test
    void tellsRecordsThatNameTheirSchemaFromOthers() {
        registry.register("out-value", AvroSchemas.enriched());
        Enriched sample = Samples.enrichedTicket();
        ConfluentAvroEnrichedCodec header = enriched(SchemaIdPlacement.HEADER);

        assertThat(isNamed(enriched(SchemaIdPlacement.VALUE).encode(sample))).isTrue();
        assertThat(
                        ConfluentAvroEnrichedReader.isNamed(
                                header.encode(sample),
                                List.of(header.schemaHeader().orElseThrow())))
                .isTrue();
        assertThat(isNamed(new JsonEnrichedCodec().encode(sample))).isFalse();
        assertThat(isNamed(new AvroEnrichedCodec().encode(sample))).isFalse();
        assertThat(isNamed(new byte[0])).isFalse();
    }

    private static boolean isNamed(byte[] bytes) {
        return ConfluentAvroEnrichedReader.isNamed(bytes, List.of());
    }

    @Test
    void registersNothingByItself() {
        assertThatThrownBy(() -> enriched(SchemaIdPlacement.VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Subject 'out-value'")
                .hasMessageContaining("./runnel schemas register");
        assertThat(registry.versions("out-value")).isEmpty();
    }

    private ConfluentAvroEnrichedCodec enriched(SchemaIdPlacement placement) {
        return ConfluentAvroEnrichedCodec.of(server.settings(), "out-value", placement);
    }
}
