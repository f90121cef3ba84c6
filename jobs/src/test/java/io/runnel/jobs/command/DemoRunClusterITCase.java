package io.runnel.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunClusterITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestTerminal terminal = new TestTerminal();

    @BeforeAll
    static void useTheModelsOfTheCheckout() {
        BundledModels.use();
    }

    @Test
    void accountsForEveryBundledDocument() throws IOException {
        assertThat(terminal.run("demo", "--exit", "--output", "json")).as(terminal.err()).isZero();
        assertThat(terminal.out().lines()).hasSize(1);
        JsonNode counts = JSON.readTree(terminal.out());
        for (String type : List.of("invoice", "transcript", "ticket")) {
            JsonNode count = counts.path(type);
            assertThat(count.path("enriched").asInt()).isGreaterThanOrEqualTo(40);
            assertThat(count.path("dead_lettered").asInt()).isPositive();
            assertThat(count.path("in").asInt())
                    .isEqualTo(
                            count.path("enriched").asInt() + count.path("dead_lettered").asInt());
            assertThat(count.path("documents_per_second").asDouble()).isPositive();
        }
        assertThat(counts.path("seconds").asDouble()).isPositive();
    }

    @Test
    void showsResultsOfAFolderOfTheUser(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("tickets.jsonl"),
                """
                {"id":"t-£1","text":"My card was swallowed by the machine in Porto 😀, give me my £40 back!"}
                {"id":"","text":"No id."}
                {"id":"t-2","text":"Seit gestern bleibt die Seite leer, wenn ich meine Rechnung öffnen will. Bitte helfen Sie mir."}
                """);
        assertThat(terminal.run("demo", "--input", folder.toString(), "--exit"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out())
                .contains("tickets               3          2")
                .contains("language   de ")
                .contains("was not trained for language de")
                .contains("MISSING_ID  tickets-");
    }
}
