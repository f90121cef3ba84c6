package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.runnel.jobs.options.JobOption;
import io.runnel.jobs.options.JobOptions;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No container runs in the tests, so every name in {@code docker-compose.yml} is held against the
 * project.
 */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..");
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Pattern ARGUMENT = Pattern.compile("--([a-z][a-z.-]+) (\\S+)");

    @Test
    void startsOneJobForEachDocumentType() throws IOException {
        assertThat(jobCommands().map(command -> argument(command, "type")))
                .containsExactlyInAnyOrder(
                        Stream.of(DocumentType.values())
                                .map(DocumentType::label)
                                .toArray(String[]::new));
    }

    @Test
    void givesOnlyArgumentsThatTheJobsTake() throws IOException {
        Set<String> known =
                JobOptions.all().stream().map(JobOption::key).collect(Collectors.toSet());
        known.add("config");
        assertThat(jobCommands().flatMap(ComposeFileTest::argumentNames))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void mountsOnlyFilesThatAreInTheProjectOrMadeByItsBuild() throws IOException {
        String version = projectVersion();
        List<String> made =
                List.of(
                        "./operators/inference/target/runnel-engine-" + version + ".jar",
                        "./jobs/target/runnel-jobs-" + version + ".jar");
        for (JsonNode volume : compose().path("x-flink").path("volumes")) {
            String source = volume.asText().replaceAll(":.*", "");
            assertThat(
                            made.contains(source)
                                    || Files.exists(ROOT.resolve(source))
                                    || compose().path("volumes").has(source))
                    .as(source)
                    .isTrue();
        }
    }

    @Test
    void readsConfigurationsThatExistAndConnectsToPortsThatAreListenedTo() throws IOException {
        for (String command : jobCommands().toList()) {
            Path config = Path.of(argument(command, "config"));
            assertThat(config.getParent()).isEqualTo(Path.of("/opt/runnel/conf"));
            assertThat(ROOT.resolve("deploy/conf").resolve(config.getFileName())).exists();
            String[] broker = argument(command, "kafka.bootstrap-servers").split(":", 2);
            JsonNode service = compose().path("services").path(broker[0]);
            assertThat(service.path("environment").path("KAFKA_LISTENERS").asText())
                    .contains(":" + broker[1]);
            assertThat(command)
                    .contains("flink run -m jobmanager:8081")
                    .contains("/opt/runnel/runnel-jobs.jar");
        }
    }

    @Test
    void givesNoContainerACapabilityOrAWayToGainOne() throws IOException {
        JsonNode compose = compose();
        List<JsonNode> containers =
                List.of(
                        compose.path("x-flink"),
                        compose.path("services").path("kafka"),
                        compose.path("services").path("checkpoints"));

        assertThat(containers)
                .allSatisfy(
                        container -> {
                            assertThat(container.path("cap_drop").path(0).asText())
                                    .isEqualTo("ALL");
                            assertThat(container.path("security_opt").path(0).asText())
                                    .isEqualTo("no-new-privileges:true");
                        });
        assertThat(compose.path("x-flink").path("user").asText()).isEqualTo("9999:9999");
    }

    @Test
    void waitsOnlyForServicesThatHaveAHealthCheck() throws IOException {
        JsonNode services = compose().path("services");
        Set<String> awaited = new TreeSet<>();
        services.forEach(
                service -> service.path("depends_on").fieldNames().forEachRemaining(awaited::add));
        compose().path("x-job").path("depends_on").fieldNames().forEachRemaining(awaited::add);
        awaited.remove("checkpoints"); // ends by itself
        assertThat(awaited).isNotEmpty().allMatch(name -> services.path(name).has("healthcheck"));
    }

    private static Stream<String> jobCommands() throws IOException {
        List<String> commands = new ArrayList<>();
        compose()
                .path("services")
                .forEach(service -> commands.add(service.path("command").asText()));
        return commands.stream().filter(command -> command.startsWith("flink run"));
    }

    private static Stream<String> argumentNames(String command) {
        return ARGUMENT.matcher(command).results().map(result -> result.group(1));
    }

    private static String argument(String command, String name) {
        Matcher matcher = ARGUMENT.matcher(command);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        throw new AssertionError("No --" + name + " in: " + command);
    }

    private static JsonNode compose() throws IOException {
        return YAML.readTree(ROOT.resolve("docker-compose.yml").toFile());
    }

    private static String projectVersion() throws IOException {
        Matcher matcher =
                Pattern.compile("<version>([^<]+)</version>")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
