package io.runnel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchemaIdTest {
    @Test
    void writesANumberAsConfluentDoes() {
        SchemaId id = new SchemaId.Numbered(258);

        assertThat(id.bytes()).isEqualTo(new byte[] {0, 0, 0, 1, 2});
        assertThat(SchemaId.read(id.bytes())).isEqualTo(id);
    }

    /** The bytes stand in the tests of Confluent's own client for JavaScript, version 1.7.0. */
    @Test
    void writesAGuidAsConfluentDoes() {
        SchemaId id = new SchemaId.Global(UUID.fromString("89791762-2336-4186-9674-299b90a802e2"));

        assertThat(HexFormat.of().formatHex(id.bytes()))
                .isEqualTo("018979176223364186" + "9674299b90a802e2");
        assertThat(SchemaId.read(id.bytes())).isEqualTo(id);
    }

    @Test
    void saysWhatItFoundInstead() {
        assertThatThrownBy(() -> SchemaId.read(new byte[] {'{', '"'}))
                .hasMessageContaining("2 bytes that begin with 0x7b '{'");
        assertThatThrownBy(() -> SchemaId.read(new byte[] {0, 1}))
                .hasMessageContaining("2 bytes that begin with 0x00");
        assertThatThrownBy(() -> SchemaId.read(new byte[0])).hasMessageContaining("nothing");
    }
}
