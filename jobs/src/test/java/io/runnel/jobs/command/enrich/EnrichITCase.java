package io.runnel.jobs.command.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.BundledModels;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private final TestTerminal terminal = new TestTerminal();

    @BeforeAll
    static void useTheModelsOfTheCheckout() {
        BundledModels.use();
    }

    @Test
    void writesEveryDocumentAndBesideThemTheRejects() throws IOException {
        Path input = folder.resolve("tickets.jsonl");
        Path output = folder.resolve("enriched.jsonl");
        Files.writeString(
                input,
                """
                {"id":"a","text":"Anna Smith in Paris paid £40 😀"}\r
                \r
                no JSON
                {"id":"b","text":"The printer is broken."}""");
        assertThat(enrich("ticket", input.toString(), output.toString())).isZero();

        List<String> lines = Files.readAllLines(output);
        TreeSet<String> ids = new TreeSet<>();
        for (String line : lines) {
            JsonNode record = JSON.readTree(line);
            ids.add(record.path("document_id").asText());
            for (JsonNode entity : record.path("entities")) {
                String field = record.path("document").path(entity.path("field").asText()).asText();
                assertThat(
                                field.substring(
                                        entity.path("start").asInt(), entity.path("end").asInt()))
                        .isEqualTo(entity.path("text").asText());
            }
            assertThat(record.path("provenance")).hasSize(4);
        }
        assertThat(lines).hasSize(2);
        assertThat(ids).containsExactly("a", "b");

        List<String> rejects = Files.readAllLines(folder.resolve("enriched.jsonl.rejects.jsonl"));
        assertThat(rejects).hasSize(1);
        assertThat(JSON.readTree(rejects.get(0)).path("line").asInt()).isEqualTo(3);
        assertThat(JSON.readTree(rejects.get(0)).path("text").asText()).isEqualTo("no JSON");
        assertThat(terminal.err()).contains("2 enriched, 1 rejected");
    }

    @Test
    void readsAndWritesStandardStreams() {
        terminal.typing("{\"id\":\"£😀\",\"text\":\"Thank you!\"}\n{}\n");
        assertThat(enrich("ticket", "-", "-")).isZero();
        assertThat(terminal.out().lines()).hasSize(1).first().asString().contains("\"£😀\"");
        assertThat(terminal.err()).contains("\"reason\":\"MISSING_ID\"").contains("1 rejected");
    }

    @Test
    void enrichesRecordsOfAnotherShapeThroughTheMappingOfAConfiguration() throws IOException {
        Path shapes = RepositoryRoot.resolve("deploy/conf/shapes");
        Path output = folder.resolve("out.jsonl");

        int exitCode =
                terminal.run(
                        "enrich",
                        "--type",
                        "invoice",
                        "--config",
                        shapes.resolve("ubl-like-invoice.yaml").toString(),
                        "--input",
                        shapes.resolve("ubl-like-invoice.jsonl").toString(),
                        "--output",
                        output.toString());

        assertThat(exitCode).as(terminal.err()).isZero();
        TreeSet<String> vendors = new TreeSet<>();
        for (String line : Files.readAllLines(output)) {
            vendors.add(JSON.readTree(line).path("vendor").asText());
        }
        assertThat(vendors).containsExactly("Berger Klimatechnik", "Northwind Paper Ltd");
    }

    @Test
    void makesAnEmptyFileOfAnEmptyOneAndRemovesStaleRejects() throws IOException {
        Path input = Files.createFile(folder.resolve("none.jsonl"));
        Path output = folder.resolve("out.jsonl");
        Path stale = Files.writeString(folder.resolve("out.jsonl.rejects.jsonl"), "stale");
        assertThat(enrich("invoice", input.toString(), output.toString())).isZero();
        assertThat(output).isEmptyFile();
        assertThat(stale).doesNotExist();
    }

    @Test
    void writesNothingWhenTheJobFails() throws IOException {
        Path input = folder.resolve("tickets.jsonl");
        Files.writeString(input, "{\"id\":\"a\",\"text\":\"x\"}\n");
        Path output = Files.writeString(folder.resolve("out.jsonl"), "old");
        int exitCode =
                terminal.run(
                        "enrich",
                        "--type",
                        "ticket",
                        "--input",
                        input.toString(),
                        "--output",
                        output.toString(),
                        "--tasks.sentiment.model",
                        "no-such-model/1");
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("no-such-model/1").contains("runnel-base/3");
        assertThat(output).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void refusesToWriteRejectsOverTheOutput() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "no JSON\n");
        Path output = folder.resolve("out.jsonl");
        int exitCode =
                terminal.run(
                        "enrich",
                        "--type",
                        "ticket",
                        "--input",
                        input.toString(),
                        "--output",
                        output.toString(),
                        "--rejects",
                        folder.resolve(".").resolve("out.jsonl").toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("--output and --rejects both name " + output);
        assertThat(output).doesNotExist();
    }

    private int enrich(String type, String input, String output) {
        return terminal.run("enrich", "--type", type, "--input", input, "--output", output);
    }
}
