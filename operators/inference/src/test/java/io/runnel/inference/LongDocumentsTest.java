package io.runnel.inference;

import static io.runnel.inference.TinyModel.ENTITIES;
import static io.runnel.inference.TinyModel.MOOD;
import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.SUMMARY;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.Embeddings;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.token.LongText;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the tiny model hold 64 tokens, so these documents take many. */
class LongDocumentsTest {
    private static final String NAMES = "Yesterday Alice Smith of ACME Corp wrote from New York. ";
    private InferenceEngine.Lease engine;

    @BeforeEach
    void acquire() {
        engine = InferenceEngine.acquire(TinyModel.settings());
        engine.prepare(TinyModel.TASKS);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void findsEachEntityOnceAlthoughChunksOverlap() {
        String text = NAMES.repeat(50);
        InferenceResult result = engine.submit(request(text)).join();
        assertThat(result.effort().chunks()).isGreaterThan(10);
        List<EntitySpan> spans = result.of(ENTITIES).spans();
        assertThat(spans).hasSize(150);
        for (int i = 0; i < 150; i += 3) {
            int sentence = i / 3 * NAMES.length();
            assertThat(spans.get(i).span().start()).isEqualTo(sentence + NAMES.indexOf("Alice"));
            assertThat(spans.get(i + 1).span().of(text)).isEqualTo("ACME Corp");
            assertThat(spans.get(i + 2).span().of(text)).isEqualTo("New York");
        }
    }

    @Test
    void findsEntitiesInASentenceThatIsLongerThanARow() {
        String text = "alice smith met bob then ".repeat(60).strip();
        List<EntitySpan> spans = engine.submit(request(text)).join().of(ENTITIES).spans();
        assertThat(spans).hasSize(120);
        assertThat(spans)
                .extracting(span -> span.span().of(text))
                .containsOnly("alice smith", "bob");
    }

    @Test
    void weighsChunksByTheirTokens() {
        String text = "the refund was paid. ".repeat(30) + "the crash is an error. ".repeat(10);
        Labels labels = engine.submit(request(text, "good")).join().of(QUEUE);
        assertThat(labels.overall().get(0).label()).isEqualTo("billing");
        assertThat(labels.overall().stream().mapToDouble(Label::score).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(labels.passages()).extracting(Labels.OfPassage::index).containsExactly(0, 1);
    }

    @Test
    void answersEachPassageByItsOwnTokens() {
        Labels moods = engine.submit(request("good thanks", "awful", "", "great")).join().of(MOOD);
        assertThat(moods.passages())
                .extracting(passage -> passage.index() + " " + passage.labels().get(0).label())
                .containsExactly("0 positive", "1 negative", "3 positive");
    }

    @Test
    void truncatesEachPassageByItselfWhereARowHoldsOne() {
        EmbedTexts task = new EmbedTexts(TinyModel.SECOND, "sentence-embedding", LongText.TRUNCATE);
        engine.prepare(List.of(task));
        List<EmbedTexts> tasks = List.of(task);
        InferenceResult result =
                engine.submit(request(tasks, "good thanks", NAMES.repeat(50), "great")).join();
        Embeddings embeddings = result.of(task);
        assertThat(embeddings.passages())
                .extracting(Embeddings.OfPassage::index)
                .containsExactly(0, 1, 2);
        assertThat(result.effort().chunks()).isEqualTo(3);
        assertThat(result.effort().truncated()).isTrue();
        Embeddings alone = engine.submit(request(tasks, "great")).join().of(task);
        assertThat(embeddings.passages().get(2).vector())
                .isEqualTo(alone.passages().get(0).vector());
    }

    @Test
    void saysThatNothingIsLeftOutWhereEachPassageFitsItsRow() {
        EmbedTexts task = new EmbedTexts(TinyModel.SECOND, "sentence-embedding", LongText.TRUNCATE);
        engine.prepare(List.of(task));
        InferenceResult result =
                engine.submit(request(List.of(task), "good thanks", "awful", "great")).join();
        assertThat(result.effort().chunks()).isEqualTo(3);
        assertThat(result.effort().truncated()).isFalse();
    }

    @Test
    void quotesTheBestSentencesWhereverTheyStand() {
        String first = "The important refund and the crash.";
        String last = "The crash in paris is important.";
        String text =
                first
                        + " "
                        + "They wrote a number to the meeting of this morning. ".repeat(80)
                        + last;
        assertThat(engine.submit(request(text)).join().of(SUMMARY).sentences())
                .extracting(quote -> quote.span().of(text))
                .startsWith(first)
                .endsWith(last);
    }
}
