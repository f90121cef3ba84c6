package io.runnel.jobs.command.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples in {@code deploy/conf/shapes} make the documents that they promise. */
class ShapesTest {
    private static final Path SHAPES = RepositoryRoot.resolve("deploy/conf/shapes");

    @Test
    void makesTicketsOfIssues() throws IOException {
        JsonNode tried = map("ticket", "jira-like-ticket");

        JsonNode first = tried.at("/documents/0/document");
        assertThat(first.path("id").asText()).isEqualTo("PAY-1041");
        assertThat(first.path("title").asText()).isEqualTo("Charged twice");
        assertThat(first.path("text").asText()).startsWith("I was charged £42.50 twice");
        assertThat(first.path("channel").asText()).isEqualTo("email");
        assertThat(first.path("customer").asText()).isEqualTo("Anna Smith");
        assertThat(first.path("created").asText()).isEqualTo("2026-03-03T10:15:30Z");
        assertThat(first.path("priority").asText()).isEqualTo("High");
        assertThat(first.at("/unmapped/issue/fields/labels").toString())
                .isEqualTo("[\"billing\",\"refund\"]");
        JsonNode second = tried.at("/documents/1/document");
        assertThat(second.path("text").asText())
                .isEqualTo(
                        """
                        My card was declined at the hotel in Lisbon although there is money on it.

                        Which card is it?

                        The blue one. It works again since this morning, thank you!""");
        assertThat(second.path("customer").asText()).isEqualTo("joao@example.com");
        assertThat(second.path("created").asText()).isEqualTo("2026-03-03T12:08:01.25+01:00");
        assertThat(second.path("channel").asText()).isEqualTo("portal");
        assertThat(second.has("priority")).isFalse();
        assertThat(tried.at("/documents/2/document").has("text")).isFalse();
    }

    @Test
    void makesTranscriptsOfConversations() throws IOException {
        JsonNode tried = map("transcript", "zendesk-like-conversation");

        JsonNode first = tried.at("/documents/0/document");
        assertThat(first.path("id").asText()).isEqualTo("35436");
        assertThat(first.path("channel").asText()).isEqualTo("web");
        assertThat(first.path("turns")).hasSize(3);
        assertThat(first.at("/turns/1/speaker").asText()).isEqualTo("Priya");
        assertThat(first.at("/turns/2/text").asText()).isEqualTo("That was quick, thanks 😀");
        assertThat(first.at("/turns/2/time").asText()).isEqualTo("2026-03-03T10:35:44Z");
        assertThat(first.at("/turns/2/unmapped/author/role").asText()).isEqualTo("end-user");
        JsonNode second = tried.at("/documents/1/document");
        assertThat(second.at("/turns/0/speaker").asText()).isEqualTo("end-user");
        assertThat(second.at("/turns/0/time").asText()).isEqualTo("2026-03-03T11:02:00Z");
        JsonNode third = tried.at("/documents/2/document");
        assertThat(third.path("turns")).hasSize(1);
        assertThat(third.at("/turns/0/speaker").asText()).isEqualTo("unknown");
    }

    @Test
    void makesInvoicesOfUblAndOfWhatConvertersMakeOfItsXml() throws IOException {
        JsonNode tried = map("invoice", "ubl-like-invoice");

        JsonNode first = tried.at("/documents/0/document");
        assertThat(first.path("id").asText()).isEqualTo("INV-2026-031");
        assertThat(first.path("vendor").asText()).isEqualTo("Northwind Paper Ltd");
        assertThat(first.path("customer").asText()).isEqualTo("Café Lumière");
        assertThat(first.path("address").asText()).isEqualTo("1 Mill Lane, LS1 4DL, Leeds");
        assertThat(first.path("total").asText()).isEqualTo("129.00");
        assertThat(first.path("notes")).hasSize(2);
        assertThat(first.path("line_items")).hasSize(2);
        assertThat(first.at("/line_items/0/description").asText())
                .isEqualTo("Copy paper A4\n\n80 g, white, 500 sheets");
        assertThat(first.at("/line_items/0/uom").asText()).isEqualTo("RM");
        assertThat(first.at("/line_items/1/unit_price").asText()).isEqualTo("12.50");
        assertThat(first.has("unmapped")).isFalse();
        assertThat(tried.at("/unmapped/0/path").asText()).contains("TaxTotal");
        JsonNode second = tried.at("/documents/1/document");
        assertThat(second.path("date").asText()).isEqualTo("2026-02-28");
        assertThat(second.at("/notes/0").asText()).isEqualTo("Wartung März");
        assertThat(second.at("/line_items/0/amount").asText()).isEqualTo("480.00");
    }

    @Test
    void hasASampleForEveryMapping() throws IOException {
        try (Stream<Path> files = Files.list(SHAPES)) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .containsExactly(
                            "jira-like-ticket.jsonl",
                            "jira-like-ticket.yaml",
                            "ubl-like-invoice.jsonl",
                            "ubl-like-invoice.yaml",
                            "zendesk-like-conversation.jsonl",
                            "zendesk-like-conversation.yaml");
        }
    }

    private static JsonNode map(String type, String name) throws IOException {
        TestTerminal terminal = new TestTerminal();
        int exitCode =
                terminal.run(
                        "map",
                        "--type",
                        type,
                        "--config",
                        SHAPES.resolve(name + ".yaml").toString(),
                        "--input",
                        SHAPES.resolve(name + ".jsonl").toString(),
                        "--output",
                        "json");
        assertThat(exitCode).as(terminal.err() + terminal.out()).isZero();
        return new ObjectMapper().readTree(terminal.out());
    }
}
