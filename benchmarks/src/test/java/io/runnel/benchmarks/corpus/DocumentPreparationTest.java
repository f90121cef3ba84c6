package io.runnel.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.benchmarks.BundledPack;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult;
import io.runnel.schemas.document.DocumentType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DocumentPreparationTest {
    private static PreparedCorpus corpus;

    @BeforeAll
    static void prepare() {
        corpus = BundledPack.prepared(Corpus.made(new CorpusSize(4, 3, 4), 1));
    }

    @Test
    void makesTheSameRowsAsTheEngine() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(BundledPack.engine())) {
            for (PreparedDocument document : corpus.sample(Part.ALL, 900)) {
                engine.prepare(
                        document.request().questions().stream().map(Question::task).toList());
                InferenceResult.Effort effort = engine.submit(document.request()).join().effort();
                assertThat(document.rows()).hasSize(effort.chunks());
                assertThat(document.tokens()).isEqualTo(effort.tokens());
            }
        }
    }

    @Test
    void asksForTheHeadsOfAllFourTasks() {
        assertThat(corpus.of(Part.TICKETS).get(0).heads())
                .contains("ticket-queue", "sentiment", "entities", "salience");
    }

    @Test
    void takesAThirdOfASampleFromEachType() {
        assertThat(corpus.sample(Part.ALL, 300))
                .extracting(document -> document.document().type())
                .hasSizeGreaterThanOrEqualTo(3)
                .contains(Part.ALL.types().toArray(DocumentType[]::new));
        assertThat(corpus.of(Part.ALL)).hasSize(11);
    }
}
