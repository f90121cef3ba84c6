package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void readsBothWaysOfGivingAValue() {
        Arguments arguments =
                Arguments.parse(
                        List.of(
                                "--type",
                                "ticket",
                                "--kafka.source.topic=mail",
                                "--config",
                                "c.yaml"));

        assertThat(arguments.values())
                .isEqualTo(Map.of("type", "ticket", "kafka.source.topic", "mail"));
        assertThat(arguments.config()).contains(Path.of("c.yaml"));
        assertThat(arguments.mistakes()).isEmpty();
    }

    @Test
    void keepsAnEqualsSignInsideAValue() {
        Arguments arguments =
                Arguments.parse(
                        List.of("--kafka.properties.sasl.jaas.config=Login required user=\"me\";"));

        assertThat(arguments.values())
                .containsEntry("kafka.properties.sasl.jaas.config", "Login required user=\"me\";");
    }

    @Test
    void collectsEveryMistake() {
        Arguments arguments =
                Arguments.parse(
                        List.of(
                                "ticket",
                                "--type",
                                "--enrichment.order",
                                "ordered",
                                "--enrichment.order=unordered",
                                "--"));

        assertThat(arguments.mistakes())
                .containsExactly(
                        "'ticket': expected --key value",
                        "--type: expected a value behind it, found none",
                        "--enrichment.order: given twice",
                        "'--': expected --key value");
    }
}
