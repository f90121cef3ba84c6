package io.runnel.jobs.command.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.TestTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
    private static final String GOOD =
            "{\"n\": 1, \"t\": {\"a\": \"Café £5 😀\", \"b\": \"Twice\"}, \"tags\": [\"x\", \"y\"]}\n";
    private static final String BAD = "{\"t\": {\"a\": \"b\"}}\n";

    @TempDir private Path folder;
    private final TestTerminal terminal = new TestTerminal();
    private Path config;

    @BeforeEach
    void writeConfiguration() throws IOException {
        config =
                Files.writeString(
                        folder.resolve("tickets.yaml"),
                        """
                        mapping:
                          id: /n
                          title: /t/a
                          text: [/t/a, /t/b]
                          channel: {constant: mail}
                          priority: {path: /p, default: normal}
                        """);
    }

    @Test
    void showsWhatBecomesOfEachField() throws IOException {
        assertThat(map(GOOD)).isZero();

        assertThat(terminal.out().lines())
                .first()
                .asString()
                .startsWith("1 record of ")
                .endsWith("sample.jsonl: 1 document, 0 rejects");
        assertThat(terminal.out().lines())
                .anySatisfy(line -> assertThat(line).matches("FIELD +FROM +FILLED +EXAMPLE"))
                .anySatisfy(line -> assertThat(line).matches("id +/n +1 of 1 +1"))
                .anySatisfy(line -> assertThat(line).matches("title +/t/a +1 of 1 +Café £5 😀"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches("text +/t/a, /t/b +1 of 1 +Café £5 😀 Twice"))
                .anySatisfy(
                        line -> assertThat(line).matches("channel +\\(constant\\) +1 of 1 +mail"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches("priority +/p +1 of 1, 1 by default +normal"))
                .anySatisfy(line -> assertThat(line).matches("/tags/\\* +2 +\"x\""))
                .anySatisfy(line -> assertThat(line).contains("kept in 'unmapped'"))
                .noneSatisfy(line -> assertThat(line).contains("REJECTS"));
    }

    @Test
    void exitsWithOneAndNamesPathAndRecordOfARejectedSample() throws IOException {
        assertThat(map(GOOD + "\n" + BAD)).isEqualTo(1);

        assertThat(terminal.out().replaceAll("\\s+", " "))
                .contains("2 records of ", ": 1 document, 1 reject", "REJECTS")
                .contains("line 3: MISSING_ID ")
                .contains("at /n for 'id'");
    }

    @Test
    void writesTheDocumentsAsJson() throws IOException {
        assertThat(map(GOOD + BAD, "--output", "json")).isEqualTo(1);

        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("records").asInt()).isEqualTo(2);
        assertThat(json.at("/fields/0/field").asText()).isEqualTo("id");
        assertThat(json.at("/fields/0/found").asInt()).isEqualTo(1);
        assertThat(json.at("/fields/0/missing").asInt()).isEqualTo(1);
        assertThat(json.at("/documents/0/line").asInt()).isEqualTo(1);
        assertThat(json.at("/documents/0/document/text").asText()).isEqualTo("Café £5 😀\n\nTwice");
        assertThat(json.at("/documents/0/document/unmapped/tags/1").asText()).isEqualTo("y");
        assertThat(json.at("/unmapped/0/path").asText()).isEqualTo("/tags/*");
        assertThat(json.at("/rejects/0/line").asInt()).isEqualTo(2);
        assertThat(json.at("/rejects/0/reason").asText()).isEqualTo("MISSING_ID");
    }

    @Test
    void takesRulesAsOptionsAndRecordsFromStandardInput() {
        terminal.typing("{\"n\": 1, \"s\": \"a\"}\n");

        int exitCode =
                terminal.run(
                        "map",
                        "--type",
                        "ticket",
                        "--input",
                        "-",
                        "--mapping.id",
                        "/n",
                        "--mapping.text",
                        "{path: /s}");

        assertThat(exitCode).isZero();
        assertThat(terminal.out()).startsWith("1 record of -: 1 document");
    }

    @Test
    void exitsWithTwoWhereTheMappingHasMistakes() throws IOException {
        assertThat(map(GOOD, "--mapping.titel", "/x", "--mapping.status", "x")).isEqualTo(2);

        assertThat(terminal.err())
                .contains("2 mistakes")
                .contains("did you mean mapping.title?")
                .contains("mapping.status: expected a path that begins with '/'");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void saysThatThereIsNothingToTry() throws IOException {
        assertThat(map("\n")).isEqualTo(1);
        assertThat(terminal.err()).contains("has no record");
        assertThat(terminal.run("map", "--type", "ticket", "--input", "no-such-file")).isEqualTo(1);
        assertThat(terminal.err()).contains("There is no mapping");
        assertThat(run("no-such-file")).isEqualTo(1);
        assertThat(terminal.err()).contains("Input no-such-file is no file");
    }

    private int map(String records, String... more) throws IOException {
        Path sample = Files.writeString(folder.resolve("sample.jsonl"), records);
        return run(sample.toString(), more);
    }

    private int run(String sample, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "map",
                                "--type",
                                "ticket",
                                "--config",
                                config.toString(),
                                "--input",
                                sample));
        arguments.addAll(List.of(more));
        return terminal.run(arguments.toArray(String[]::new));
    }
}
