package io.runnel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every {@code ./runnel bench …} in the docs is one that the command takes. */
class BenchDocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CALL = Pattern.compile("\\./runnel bench([^\\n`#]*)");

    static Stream<String> calls() throws IOException {
        TreeSet<String> calls = new TreeSet<>();
        for (String pages : List.of("README.md", "docs", "benchmarks/README.md")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(pages))) {
                for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                    Matcher call = CALL.matcher(Files.readString(page));
                    while (call.find()) {
                        calls.add(call.group(1).strip());
                    }
                }
            }
        }
        return calls.stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void takesWhatTheDocsSay(String arguments) {
        CommandLine bench =
                new CommandLine(new BenchCommand(Terminal.ofProcess(), Interruption.manual()));
        bench.setCaseInsensitiveEnumValuesAllowed(true);
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" +", -1);

        assertThat(bench.parseArgs(words).errors()).isEmpty();
    }

    @Test
    void readsMoreThanOneCallInTheDocs() throws IOException {
        assertThat(calls()).hasSizeGreaterThan(3);
    }
}
