package io.runnel.dashboard.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.flink.DocumentQuestions;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Task;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Held against what the jobs themselves ask the engine, so that the two rules stay one. */
class AskedTextsTest {
    private static final Path MODELS = Path.of("../model-store/models");
    private static final Origin ORIGIN = new Origin("any", 0, 0, 0, null, List.of(), null);
    private static final String NOTHING = "\u200b ";

    @Test
    void areThoseThatAJobAsksTheSameTaskAbout() throws Exception {
        List<Document> documents =
                List.of(
                        ticket("Card", "It broke."),
                        ticket("Card", NOTHING),
                        ticket(null, "It broke."),
                        transcript(
                                "Call",
                                new Turn("A", "Hi", null, Map.of()),
                                turn(" "),
                                turn("Bye")),
                        transcript("Call", turn(NOTHING)),
                        transcript(null, turn("Bye")),
                        invoice("text", List.of("Paper", NOTHING), List.of("", "Pay now!")),
                        invoice("text", List.of("Paper"), List.of()),
                        invoice("text", List.of(), List.of("Pay now!")),
                        invoice(null, List.of("Paper", "Pens"), List.of("Pay now!")),
                        invoice(null, List.of("Paper"), List.of()),
                        invoice(null, List.of(), List.of("Pay now!")),
                        invoice("text", List.of(), List.of()),
                        invoice(null, List.of(), List.of()));
        EnrichmentSettings settings =
                EnrichmentSettings.onOneModel("runnel-base/3", "ticket-queue");
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(EngineSettings.defaults(MODELS))) {
            for (DocumentType type : DocumentType.values()) {
                DocumentQuestions jobs = DocumentQuestions.open(type, settings, engine);
                for (Document document : documents) {
                    if (document.type() == type) {
                        InferenceRequest request = jobs.about(document);
                        assertThat(fields(document, LabelTask.CLASSIFICATION))
                                .as("classification of %s", document)
                                .isEqualTo(asked(request, Classify.class));
                        assertThat(fields(document, LabelTask.SENTIMENT))
                                .as("sentiment of %s", document)
                                .isEqualTo(asked(request, AnalyzeSentiment.class));
                    }
                }
            }
        }
    }

    private static List<String> fields(Document document, LabelTask task) {
        return AskedTexts.of(document, task).stream().map(FieldText::field).toList();
    }

    private static List<String> asked(InferenceRequest request, Class<? extends Task<?>> task) {
        return request.questions().stream()
                .filter(question -> task.isInstance(question.task()))
                .findFirst()
                .orElseThrow()
                .passages()
                .stream()
                .map(place -> request.passages().get(place).field())
                .toList();
    }

    private static Ticket ticket(String title, String text) {
        return new Ticket(ORIGIN, "t", title, text, "en", null, null, null, null, null, Map.of());
    }

    private static Transcript transcript(String title, Turn... turns) {
        return new Transcript(ORIGIN, "t", title, "en", null, null, List.of(turns), Map.of());
    }

    private static Turn turn(String text) {
        return new Turn(null, text, null, Map.of());
    }

    private static Invoice invoice(String text, List<String> lines, List<String> notes) {
        return new Invoice(
                ORIGIN,
                "i",
                "Invoice",
                text,
                "en",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                lines.stream()
                        .map(line -> new LineItem(null, line, null, null, null, "1", Map.of()))
                        .toList(),
                notes,
                Map.of());
    }
}
