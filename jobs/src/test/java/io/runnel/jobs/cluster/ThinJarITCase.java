package io.runnel.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What a user submits: the engine, natives, Flink and the broker stay outside, for they load once
 * per process.
 */
class ThinJarITCase {
    @Test
    void carriesNeitherNativesNorEngineNorBrokerNorLauncher() throws IOException {
        assertThat(entries())
                .isNotEmpty()
                .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)(\\..*)?"))
                .noneMatch(name -> name.startsWith("ai/onnxruntime") || name.startsWith("ai/djl"))
                .noneMatch(
                        name ->
                                name.startsWith("io/runnel/inference")
                                        || name.startsWith("io/runnel/modelstore"))
                .noneMatch(name -> name.startsWith("kafka/server/") || name.startsWith("scala/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api"))
                .noneMatch(
                        name ->
                                name.startsWith("io/runnel/jobs/command")
                                        || name.startsWith("io/runnel/jobs/local"))
                .noneMatch(name -> name.startsWith("demo/") || name.startsWith("database/"))
                // The driver stands in Flink's lib/; migrations are the command's.
                .noneMatch(
                        name ->
                                name.startsWith("org/postgresql/")
                                        || name.startsWith("org/flywaydb/"));
    }

    @Test
    void carriesTheJobsAndWhatTheySpeak() throws IOException {
        assertThat(entries())
                .contains(
                        "io/runnel/jobs/TicketJob.class",
                        "io/runnel/flink/EnrichFunction.class",
                        "io/runnel/schemas/document/Enriched.class",
                        "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                        "org/apache/flink/connector/jdbc/core/datastream/sink/JdbcSink.class",
                        "org/apache/kafka/clients/producer/KafkaProducer.class");
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(BuildOutput.jobJar().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
