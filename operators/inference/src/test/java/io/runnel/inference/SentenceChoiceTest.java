package io.runnel.inference;

import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.task.Summarize;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The second tiny model wants summaries whose sentences differ, and embeds them in the same run.
 */
class SentenceChoiceTest {
    private static final String REFUND = "the refund.";
    private static final String INVOICE = "an invoice was paid by it.";
    private static final String CRASH = "we say crash.";

    @Test
    void prefersASentenceThatSaysSomethingElse() {
        String text = String.join("\n", REFUND, INVOICE, CRASH);
        assertThat(quotes(TinyModel.SECOND_SUMMARY, text)).containsExactly(REFUND, CRASH);
    }

    @Test
    void quotesInTheOrderOfTheDocumentAcrossPassagesAndChunks() {
        String filler = "they wrote a number to this city.\n".repeat(30).strip();
        assertThat(quotes(TinyModel.SECOND_SUMMARY, CRASH, filler, REFUND))
                .containsExactly(CRASH, REFUND);
    }

    @Test
    void readsEmbeddingsInTheRunThatReadsSalience() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(List.of(TinyModel.SECOND_SUMMARY));
            engine.submit(request(List.of(TinyModel.SECOND_SUMMARY), REFUND)).join();
            assertThat(engine.statistics().runs()).isEqualTo(1);
        }
    }

    private static List<String> quotes(Summarize task, String... texts) {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(List.of(task));
            return engine.submit(request(List.of(task), texts)).join().of(task).sentences().stream()
                    .map(quote -> quote.span().of(texts[quote.index()]))
                    .toList();
        }
    }
}
