package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What containers are told is what the command takes, and it listens where they are asked. */
class DeployedDashboardTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @Test
    void takesWhatTheComposeFileTellsIt() throws IOException {
        JsonNode service = yaml("docker-compose.yml").at("/services/dashboard");
        CommandLine line = parsed(texts(service.path("command")));
        assertThat(value(line, "--bind")).isEqualTo("0.0.0.0");
        assertThat(texts(service.path("ports")))
                .containsExactly("127.0.0.1:%1$s:%1$s".formatted(value(line, "--port")));
    }

    @Test
    void takesWhatTheManifestTellsIt() throws IOException {
        JsonNode container =
                yaml("deploy/kubernetes/dashboard/statefulset.yaml")
                        .at("/spec/template/spec/containers/0");
        CommandLine line = parsed(texts(container.path("args")));
        assertThat(value(line, "--bind")).isEqualTo("0.0.0.0");
        assertThat(value(line, "--port"))
                .isEqualTo(container.at("/ports/0/containerPort").asText());
        List<String> folders = new ArrayList<>();
        container
                .path("volumeMounts")
                .forEach(mount -> folders.add(mount.path("mountPath").asText()));
        assertThat(folders)
                .contains(
                        value(line, "--data"),
                        Path.of(value(line, "--token-file")).getParent().toString());
    }

    /** The command with these arguments, the name of the command first; nothing runs. */
    private static CommandLine parsed(List<String> arguments) {
        assertThat(arguments.get(0)).isEqualTo("dashboard");
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(), nowhere, nowhere, Terminal.Screen.PLAIN);
        CommandLine line = new CommandLine(new DashboardCommand(terminal, Interruption.manual()));
        line.parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
        return line;
    }

    private static String value(CommandLine line, String option) {
        return line.getCommandSpec().findOption(option).getValue().toString();
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(REPOSITORY.resolve(file).toFile());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
