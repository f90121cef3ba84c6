package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No container runs in the tests, so every name in {@code docker-compose.yml} is held against the
 * project.
 */
class ComposeFileTest {
    private static final Pattern ADDRESS = Pattern.compile("\\b([a-z]{5,}):(\\d{2,5})\\b(?!\\.)");
    private static final Pattern PINNED = Pattern.compile("[^:]+:v?\\d+\\.\\d+\\.\\d+\\S*");
    private static final String DATABASE = "jdbc:postgresql://postgres:5432/runnel";
    private static final List<String> FLINK = List.of("jobmanager", "taskmanager");

    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.ofProject();
    }

    @Test
    void startsOneJobForEachDocumentTypeWithOptionsThatItTakes() throws IOException {
        Set<DocumentType> types = new TreeSet<>();
        for (String service : compose.jobs()) {
            JobSettings settings = DeployedJob.settings(compose.jobArguments(service));
            types.add(settings.type());
            assertThat(settings.kafka().client().bootstrapServers()).isEqualTo("kafka:9092");
            assertThat(settings.database().url()).isEqualTo(DATABASE);
            assertThat(settings.database().user())
                    .isEqualTo(environment("postgres").path("POSTGRES_USER").asText());
            // The script asks for a running job by this name.
            assertThat("runnel " + compose.command(service).get(1))
                    .isEqualTo(new KafkaJob(settings).name());
        }
        assertThat(types).containsExactlyInAnyOrder(DocumentType.values());
    }

    @Test
    void speaksOnlyToPortsThatAreListenedTo() {
        String text = compose.root().path("services").toString();
        List<MatchResult> addresses =
                ADDRESS.matcher(text)
                        .results()
                        .filter(address -> compose.services().containsKey(address.group(1)))
                        .toList();
        assertThat(addresses)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        address ->
                                assertThat(compose.ports(address.group(1)))
                                        .as(address.group())
                                        .contains(Integer.valueOf(address.group(2))));
    }

    @Test
    void opensPortsThatAreListenedToAndToThisMachineOnly() {
        Set<String> taken = new TreeSet<>();
        compose.services()
                .forEach(
                        (name, service) -> {
                            for (String port : Yaml.texts(service.path("ports"))) {
                                String[] parts = port.split(":", -1);
                                assertThat(parts).as(port).hasSize(3);
                                assertThat(parts[0]).as(port).isEqualTo("127.0.0.1");
                                assertThat(taken.add(parts[1])).as(port + " twice").isTrue();
                                assertThat(compose.ports(name))
                                        .as(port)
                                        .contains(Integer.valueOf(parts[2]));
                            }
                        });
        assertThat(taken).contains("8081", "9094", "3000", "9090", "8099");
    }

    @Test
    void mountsOnlyFilesOfTheProjectAndVolumesThatAreDeclared() {
        for (JsonNode service : compose.services().values()) {
            for (String volume : Yaml.texts(service.path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(RepositoryRoot.resolve(source)).exists();
                    assertThat(volume).endsWith(":ro");
                } else {
                    assertThat(compose.root().path("volumes").has(source)).as(source).isTrue();
                }
            }
        }
    }

    @Test
    void buildsStagesOfOurDockerfileAndPinsEveryImage() throws IOException {
        Dockerfile dockerfile = Dockerfile.ofProject();
        for (JsonNode service : compose.services().values()) {
            String image = service.path("image").asText();
            if (image.startsWith("postgres:")) {
                // Two numbers are a whole version of PostgreSQL.
                assertThat(image + ".0")
                        .isEqualTo("postgres:" + ProjectVersions.property("postgresql.version"));
            } else {
                assertThat(image).matches(PINNED);
            }
            if (image.startsWith("runnel-")) {
                JsonNode build = service.path("build");
                assertThat(RepositoryRoot.resolve(build.path("dockerfile").asText())).exists();
                assertThat(dockerfile.stages()).containsKey(build.path("target").asText());
                assertThat(image)
                        .isEqualTo(
                                "runnel-"
                                        + build.path("target").asText()
                                        + ":"
                                        + ProjectVersions.project());
            }
        }
        assertThat(compose.service("kafka").path("image").asText())
                .isEqualTo("apache/kafka:" + ProjectVersions.property("kafka.version"));
    }

    @Test
    void givesNoContainerACapabilityOrAWayToGainOne() {
        assertThat(compose.services().values())
                .allSatisfy(
                        service -> {
                            assertThat(Yaml.texts(service.path("cap_drop"))).containsExactly("ALL");
                            assertThat(service.has("cap_add")).isFalse();
                            assertThat(service.has("privileged")).isFalse();
                            assertThat(Yaml.texts(service.path("security_opt")))
                                    .containsExactly("no-new-privileges:true");
                            assertThat(service.path("user").asText()).doesNotContain("root");
                        });
    }

    @Test
    void waitsOnlyForServicesThatTellTheirHealth() throws IOException {
        // JobManager and TaskManagers have the health check of their image.
        assertThat(Dockerfile.ofProject().instructions("flink", "HEALTHCHECK")).hasSize(1);
        Set<String> awaited = new TreeSet<>();
        compose.services()
                .values()
                .forEach(
                        service ->
                                service.path("depends_on")
                                        .properties()
                                        .forEach(
                                                other -> {
                                                    awaited.add(other.getKey());
                                                    assertThat(
                                                                    other.getValue()
                                                                            .path("condition")
                                                                            .asText())
                                                            .isEqualTo(
                                                                    other.getKey().equals("migrate")
                                                                            ? "service_completed_successfully"
                                                                            : "service_healthy");
                                                }));
        assertThat(awaited).containsExactly("jobmanager", "kafka", "migrate", "postgres");
        assertThat(compose.service("kafka").has("healthcheck")).isTrue();
        assertThat(compose.service("postgres").has("healthcheck")).isTrue();
        assertThat(compose.service("jobmanager").has("healthcheck")).isFalse();
    }

    @Test
    void configuresFlinkWithKeysThatSomebodyReads() {
        assertThat(FLINK)
                .allSatisfy(name -> assertThat(FlinkKeys.unknownIn(compose.flink(name))).isEmpty());
    }

    @Test
    void dividesTheMemoryOfATaskManagerAsFlinkTakesIt() {
        Configuration flink = compose.flink("taskmanager");
        // docs/sizing.md; what is no heap must fit beside the heap.
        assertThat(flink.get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY).getMebiBytes())
                .isGreaterThanOrEqualTo(Sizing.ofProject().megabytesOfWorkers(flink));
        assertThat(FlinkKeys.memory(flink).getTaskHeapSize().getMebiBytes())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void hasASlotForEveryJob() {
        int slots =
                compose.flink("taskmanager").get(TaskManagerOptions.NUM_TASK_SLOTS)
                        * compose.service("taskmanager").path("deploy").path("replicas").asInt();
        assertThat(slots).isGreaterThanOrEqualTo(compose.jobs().size());
    }

    @Test
    void makesTheTablesOfTheDatabaseThatTheJobsWriteTo() {
        assertThat(compose.command("migrate"))
                .containsExactly("database", "migrate", "--url", DATABASE, "--user", "runnel");
        assertThat(environment("postgres").path("POSTGRES_DB").asText())
                .isEqualTo(DATABASE.substring(DATABASE.lastIndexOf('/') + 1));
        assertThat(Yaml.texts(compose.service("postgres").path("volumes")))
                .anyMatch(volume -> volume.startsWith("./deploy/postgres/reader.sql:"));
    }

    private JsonNode environment(String service) {
        return compose.service(service).path("environment");
    }

    @Test
    void keepsStateWhereTheImageHasAFolderOfItsUser() throws IOException {
        String folder = "/opt/runnel/state";
        assertThat(Dockerfile.ofProject().instructions("flink", "RUN"))
                .anySatisfy(
                        run ->
                                assertThat(run.text())
                                        .isEqualTo("install -d -o flink -g flink " + folder));
        Configuration flink = compose.flink("jobmanager");
        assertThat(
                        Stream.of(
                                "execution.checkpointing.dir",
                                "execution.checkpointing.savepoint-dir"))
                .allSatisfy(
                        key ->
                                assertThat(flink.getString(key, ""))
                                        .startsWith("file://" + folder + "/"));
        assertThat(Yaml.texts(compose.service("taskmanager").path("volumes")))
                .containsExactly("state:" + folder);
    }
}
