package io.runnel.flink;

import static io.runnel.flink.Documents.invoice;
import static io.runnel.flink.Documents.line;
import static io.runnel.flink.Documents.ticket;
import static io.runnel.flink.Documents.ticketIn;
import static io.runnel.flink.Documents.transcript;
import static io.runnel.flink.Documents.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator with the process's own engine and the model in the repository. */
@Timeout(180)
class BundledPackTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(
                                    new Configuration()
                                            .set(
                                                    EngineOptions.MODELS_DIRECTORY,
                                                    "../../model-store/models"))
                            .build());

    private StreamExecutionEnvironment env;

    @BeforeEach
    void useTheCluster() {
        env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    }

    @Test
    void enrichesTickets() throws Exception {
        String text =
                "💳 My card payment of £45 at Tesco in Manchester was declined. This is terrible, I am very angry!";
        List<Ticket> tickets =
                IntStream.range(0, 50)
                        .mapToObj(i -> ticket("t-" + i, "Card declined", text))
                        .toList();

        List<Enriched> records =
                enriched("ticket-queue", DocumentType.TICKET, tickets, Ticket.class);

        assertThat(records).hasSize(50);
        assertThat(records)
                .allSatisfy(
                        record -> {
                            hasAllFourResults(record);
                            assertThat(record.sentiment().label()).isEqualTo("negative");
                            quotesItsFields(record, Map.of("title", "Card declined", "text", text));
                        });
    }

    @Test
    void enrichesTranscripts() throws Exception {
        Transcript call =
                transcript(
                        "Table for two",
                        turn("Customer", "Hello, can you book a table in San Francisco?"),
                        turn("Agent", ""),
                        turn("Agent", "Your table at Nopa is booked for Friday at 7 pm."),
                        turn("Customer", "Wonderful, thank you so much, I love it!"));

        Enriched record =
                enriched(
                                "conversation-domain",
                                DocumentType.TRANSCRIPT,
                                List.of(call),
                                Transcript.class)
                        .get(0);

        hasAllFourResults(record);
        assertThat(record.sentiment().turns())
                .extracting(FieldLabel::field)
                .containsExactly("turns[0].text", "turns[2].text", "turns[3].text");
        assertThat(record.sentiment().speakers()).hasSize(2);
        assertThat(record.sentiment().movement().change()).isPositive();
        quotesItsFields(
                record,
                IntStream.range(0, 4)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        i -> "turns[" + i + "].text",
                                        i -> call.turns().get(i).text())));
    }

    @Test
    void enrichesInvoices() throws Exception {
        Invoice invoice =
                invoice(
                        "Acme Ltd, London. Two laptops and a taxi ride.",
                        List.of(
                                line("Laptop computer Dell Latitude", "2000"),
                                line("Taxi to the airport", "40")),
                        List.of("Please pay soon."));

        Enriched record =
                enriched("spend-category", DocumentType.INVOICE, List.of(invoice), Invoice.class)
                        .get(0);

        hasAllFourResults(record);
        assertThat(record.classification().items()).hasSize(2);
        assertThat(record.classification().label())
                .isEqualTo(record.classification().items().get(0).label());
    }

    @Test
    void enrichesTextsThatBreakNaiveCode() throws Exception {
        List<String> texts =
                List.of(
                        "👍",
                        "?",
                        "£ 💳 e\u0301 cut \uD83D",
                        "\uDE00 starts with half a pair, in Paris",
                        "x".repeat(20_000),
                        "Paris 💳. ".repeat(2_000),
                        "你好，我的卡丢了",
                        "a\u0000b\u200Bc");
        List<Ticket> tickets =
                IntStream.range(0, texts.size())
                        .mapToObj(i -> ticket("t-" + i, texts.get(i)))
                        .toList();

        List<Enriched> records =
                enriched("ticket-queue", DocumentType.TICKET, tickets, Ticket.class);

        assertThat(records).hasSameSizeAs(texts);
        for (Enriched record : records) {
            assertThat(record.classification().scores()).isNotEmpty();
            for (Entity entity : record.entities()) {
                assertThat(record.ticket().text().substring(entity.start(), entity.end()))
                        .isEqualTo(entity.text());
            }
        }
    }

    @Test
    void leavesGermanToOthersAndAnswersEnglishThatNobodyCalledSo() throws Exception {
        List<Ticket> tickets =
                List.of(
                        ticketIn(
                                null,
                                "de",
                                "Der Drucker im zweiten Stock zeigt einen Fehler und druckt nur noch leere Seiten."),
                        ticketIn(
                                null,
                                "en",
                                "Since this morning the printer on the second floor prints nothing but blank pages."),
                        ticketIn(null, "short", "VPN?"));

        Map<String, Enriched> records =
                enriched("ticket-queue", DocumentType.TICKET, tickets, Ticket.class).stream()
                        .collect(Collectors.toMap(one -> one.ticket().id(), one -> one));

        assertThat(records.get("de").language().code()).isEqualTo("de");
        assertThat(records.get("de").classification().label()).isNull();
        assertThat(records.get("de").provenance())
                .extracting(Provenance::status)
                .containsOnly(AnswerStatus.UNSUPPORTED_LANGUAGE);
        assertThat(records.get("en").language().code()).isEqualTo("en");
        hasAllFourResults(records.get("en"));
        assertThat(records.get("short").language().code()).isEqualTo("und");
        hasAllFourResults(records.get("short"));
    }

    private static void hasAllFourResults(Enriched record) {
        assertThat(record.classification().label()).isNotBlank();
        assertThat(record.sentiment().scores()).hasSize(3);
        assertThat(record.summary().summaryText()).isNotBlank();
        assertThat(record.provenance())
                .extracting(Provenance::task)
                .startsWith("classification", "sentiment", "entities", "summary");
        assertThat(record.provenance())
                .allSatisfy(
                        row -> {
                            assertThat(row.model()).isEqualTo("runnel-base");
                            assertThat(row.digest()).isNotBlank();
                            assertThat(row.precision()).isEqualTo("int8");
                        });
        assertThat(record.processing().tokens()).isPositive();
    }

    private static void quotesItsFields(Enriched record, Map<String, String> fields) {
        for (Entity entity : record.entities()) {
            if (fields.containsKey(entity.field())) {
                assertThat(fields.get(entity.field()).substring(entity.start(), entity.end()))
                        .isEqualTo(entity.text());
            }
        }
        assertThat(record.summary().sentences()).isNotEmpty();
        for (SummarySentence sentence : record.summary().sentences()) {
            assertThat(fields.get(sentence.field()).substring(sentence.start(), sentence.end()))
                    .isEqualTo(sentence.text());
        }
    }

    private <D extends Document> List<Enriched> enriched(
            String head, DocumentType type, List<D> documents, Class<D> record) throws Exception {
        env.setParallelism(2);
        EnrichedStreams streams =
                Enrichment.of(EnrichmentSettings.onOneModel("runnel-base/3", head))
                        .apply(
                                type,
                                env.fromData(documents, TypeInformation.of(record)).rebalance());
        return streams.records().executeAndCollect(documents.size());
    }
}
