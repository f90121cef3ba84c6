package io.runnel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    private final TestTerminal terminal = new TestTerminal();

    @BeforeAll
    static void useTheModelsOfTheCheckout() {
        BundledPack.use();
    }

    @Test
    void standsAmongTheCommandsOfRunnel() {
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out()).contains("bench").contains("demo");
    }

    @Test
    void explainsItselfWithAnExample() {
        assertThat(terminal.run("bench", "--help")).isZero();
        assertThat(terminal.out())
                .contains("./runnel bench --suite")
                .contains("ceiling")
                .contains("--quick")
                .contains("130")
                .contains("Example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench --suite enigne",
                "bench --output xml",
                "bench --corpus-size 0",
                "bench --rounds 0",
                "bench --peers z",
                "bench --checkpoint-interval soon",
                "bench --dollars-per-cpu-hour -1",
                "bench --input no-such-folder"
            })
    void exitsWithTwoWhenItIsAskedWrongly(String arguments) {
        assertThat(terminal.run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(terminal.err()).startsWith("runnel: ").doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrongAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String[] arguments = {
            "bench",
            "--rounds",
            "0",
            "--corpus-size",
            "-1",
            "--peers",
            "a,z",
            "--checkpoint-interval",
            "1ms",
            "--results",
            file.toString()
        };
        assertThat(terminal.run(arguments)).isEqualTo(2);
        assertThat(terminal.err())
                .contains("5 mistakes")
                .contains("--rounds: expected 1 or more, found 0.")
                .contains("--corpus-size: expected a number above 0")
                .contains("--peers: nobody is 'z'; there are a, b, c")
                .contains("--checkpoint-interval: expected a duration from 100 ms")
                .contains("--results: expected a folder");
    }

    @Test
    void findsBeforeItMeasuresThatResultsCannotBeWritten(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String below = file.resolve("results").toString();
        assertThat(terminal.run("bench", "--results", below)).isEqualTo(2);
        assertThat(terminal.err()).contains("--results: expected a folder");
    }

    @Test
    void aCommandThatCannotBeHadDoesNotTakeTheOthersWithIt(@TempDir Path folder)
            throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.runnel.jobs.command.AddedCommand"), "no.such.Command\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(broken);
            assertThat(terminal.run("--help")).isZero();
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(terminal.out()).contains("demo");
        assertThat(terminal.err()).contains("A command of another module is left out");
    }

    @Test
    void refusesAFolderWithoutDocuments(@TempDir Path empty) {
        assertThat(terminal.run("bench", "--quick", "--input", empty.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("tickets.jsonl, transcripts.jsonl and invoices.jsonl");
    }

    @Test
    void stopsWhenItIsInterruptedAndWritesNothing(@TempDir Path results) {
        terminal.interrupt();
        assertThat(
                        terminal.run(
                                "bench",
                                "--quick",
                                "--suite",
                                "ceiling",
                                "--results",
                                results.toString()))
                .isEqualTo(130);
        assertThat(results).isEmptyDirectory();
    }
}
