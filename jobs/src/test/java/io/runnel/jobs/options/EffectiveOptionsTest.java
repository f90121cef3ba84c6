package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveOptionsTest {
    @TempDir private Path folder;

    @Test
    void prefersArgumentsToTheEnvironmentToTheFileToDefaults() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("job.yaml"),
                        """
                        type: ticket
                        kafka:
                          source.topic: file
                          sink.topic: file
                          dead-letters.topic: file
                        """);
        EffectiveOptions options =
                EffectiveOptions.of(
                        Arguments.parse(
                                List.of(
                                        "--config",
                                        file.toString(),
                                        "--kafka.source.topic",
                                        "argument")),
                        Map.of(
                                "RUNNEL_KAFKA_SOURCE_TOPIC", "environment",
                                "RUNNEL_KAFKA_SINK_TOPIC", "environment"));

        assertThat(options.read(KafkaOptions.SOURCE_TOPIC)).contains("argument");
        assertThat(options.read(KafkaOptions.SINK_TOPIC)).contains("environment");
        assertThat(options.read(KafkaOptions.DEAD_LETTERS_TOPIC)).contains("file");
        assertThat(options.read(KafkaOptions.GROUP_ID)).contains("runnel-tickets");
    }

    @Test
    void printsEveryKeyWithItsValueAndWhereItCameFrom() {
        String table =
                options(
                                Map.of("RUNNEL_ENRICHMENT_CAPACITY", "7"),
                                "--type",
                                "invoice",
                                "--kafka.properties.ssl.endpoint.identification.algorithm=")
                        .table();

        assertThat(table.lines())
                .anySatisfy(line -> assertThat(line).matches("type +invoice +argument --type"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "enrichment.capacity +7 +environment"
                                                        + " RUNNEL_ENRICHMENT_CAPACITY"))
                .anySatisfy(
                        line -> assertThat(line).matches("kafka.source.topic +invoices +default"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches("kafka.bootstrap-servers +\\(none\\) +default"))
                .hasSize(JobOptions.all().size() + 1);
    }

    @Test
    void showsNoSecret() {
        String table =
                options(
                                Map.of("RUNNEL_KAFKA_PROPERTIES_SSL_KEY_PASSWORD", "hunter2"),
                                "--type",
                                "invoice",
                                "--kafka.properties.sasl.jaas.config=Login password=hunter2;",
                                "--kafka.properties.ssl.keystore.key=hunter2")
                        .table();

        assertThat(table)
                .doesNotContain("hunter2")
                .contains("kafka.properties.sasl.jaas.config")
                .contains("kafka.properties.ssl.key.password")
                .contains("******");
    }

    @Test
    void leavesVariablesAloneThatOnlyBeginLikeOptions() {
        EffectiveOptions options =
                options(
                        Map.of("RUNNEL_HOME", "/opt/runnel", "RUNNEL_JAVA_OPTIONS", "-Xmx1g"),
                        "--type",
                        "ticket");

        assertThat(options.mistakes()).isEmpty();
    }

    @Test
    void noticesAMistypedVariable() {
        EffectiveOptions options =
                options(Map.of("RUNNEL_KAFKA_SORUCE_TOPIC", "mail"), "--type", "ticket");

        assertThat(options.mistakes())
                .containsExactly(
                        "Environment variable RUNNEL_KAFKA_SORUCE_TOPIC: no such option; did you"
                                + " mean RUNNEL_KAFKA_SOURCE_TOPIC?");
    }

    @Test
    void sendsSettingsOfTheEngineToTheTaskManagers() {
        EffectiveOptions options =
                options(Map.of(), "--type", "ticket", "--runnel.inference.workers", "4");

        assertThat(options.mistakes())
                .containsExactly(
                        "runnel.inference.workers: no such option (--runnel.inference.workers);"
                                + " settings of the engine belong in the TaskManagers' config.yaml");
    }

    private static EffectiveOptions options(Map<String, String> environment, String... arguments) {
        return EffectiveOptions.of(Arguments.parse(List.of(arguments)), environment);
    }
}
