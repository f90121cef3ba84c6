package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/own-topics.md} shows commands that work, what they print, and mappings that hold. */
class OwnTopicsPageTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./runnel (map .*)$");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void showsWhatItsFirstCommandPrintsAndNoneThatFails() throws IOException {
        List<String> commands = all(COMMAND).map(match -> match.group(1)).toList();

        assertThat(commands).hasSize(3);
        String first = printed(commands.get(0));
        assertThat(page()).contains(first.substring(first.indexOf("FIELD")));
        printed(commands.get(1));
        printed(commands.get(2));
    }

    @Test
    void showsMappingsThatAreOnes() throws IOException {
        List<String> configurations = all(YAML).map(match -> match.group(1)).toList();

        assertThat(configurations).hasSize(2);
        for (String configuration : configurations) {
            Path file = Files.writeString(folder.resolve("job.yaml"), configuration);
            List<String> arguments =
                    List.of(
                            "--config=" + file,
                            "--kafka.bootstrap-servers=kafka:9092",
                            "--delivery.transactional-id-prefix=docs");
            EffectiveOptions options = EffectiveOptions.of(Arguments.parse(arguments), Map.of());
            assertThat(JobSettings.of(options).mapping().isNone()).isFalse();
        }
    }

    @Test
    void showsTheMistakesOfAMappingAsTheyArePrinted() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("tickets.yaml"),
                        "mapping: {id: /n, title: /t, titel: /t, text: summary}");
        TestTerminal terminal = new TestTerminal();

        int exitCode =
                terminal.run(
                        "map", "--type", "ticket", "--config", file.toString(), "--input", "-");

        assertThat(exitCode).isEqualTo(2);
        assertThat(page())
                .contains(terminal.err().replace(file.toString(), "tickets.yaml").strip());
    }

    private static String printed(String command) {
        String here = RepositoryRoot.resolve("deploy").toString();
        TestTerminal terminal = new TestTerminal();
        int exitCode =
                terminal.run(
                        Arrays.stream(command.split(" ", -1))
                                .map(word -> word.replaceFirst("^deploy", here))
                                .toArray(String[]::new));
        assertThat(exitCode).as(command + terminal.err()).isZero();
        return terminal.out();
    }

    private static Stream<MatchResult> all(Pattern pattern) throws IOException {
        return pattern.matcher(page()).results();
    }

    private static String page() throws IOException {
        return Files.readString(RepositoryRoot.resolve("docs/own-topics.md"));
    }
}
