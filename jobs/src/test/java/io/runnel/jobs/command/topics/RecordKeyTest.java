package io.runnel.jobs.command.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordKeyTest {
    private final RecordKey id = new RecordKey("id");

    @Test
    void takesTheFieldOfTheOutermostObject() {
        assertThat(keyOf("{\"customer\":{\"id\":\"no\"},\"id\":\"yes\"}")).isEqualTo("yes");
    }

    @Test
    void writesNumbersAsTheyStand() {
        assertThat(keyOf("{\"id\": 0042.50}")).isNull();
        assertThat(keyOf("{\"id\": 42.50}")).isEqualTo("42.50");
    }

    @Test
    void givesNoKeyWhereThereIsNone() {
        assertThat(keyOf("{\"name\":\"x\"}")).isNull();
        assertThat(keyOf("{\"id\":null}")).isNull();
        assertThat(keyOf("{\"id\":[1]}")).isNull();
        assertThat(keyOf("id;x")).isNull();
        assertThat(keyOf("")).isNull();
    }

    private String keyOf(String line) {
        byte[] key = id.of(line.getBytes(UTF_8));
        return key == null ? null : new String(key, UTF_8);
    }
}
