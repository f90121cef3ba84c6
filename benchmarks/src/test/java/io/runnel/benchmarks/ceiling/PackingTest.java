package io.runnel.benchmarks.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.benchmarks.BundledPack;
import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final int BUDGET = 512;

    private static PreparedCorpus corpus;
    private static List<TokenizedChunk> rows;

    @BeforeAll
    static void prepare() {
        corpus = BundledPack.prepared(Corpus.made(new CorpusSize(120, 3, 30), 1));
        rows = new ArrayList<>();
        corpus.of(Part.ALL).forEach(document -> rows.addAll(document.rows()));
    }

    @Test
    void putsEveryRowIntoOneBatch() {
        List<TokenizedChunk> packed = new ArrayList<>();
        Packing.byLength(rows, BUDGET).forEach(packed::addAll);
        assertThat(packed).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(Packing.byLength(List.of(), BUDGET)).isEmpty();
    }

    @Test
    void keepsTheBudgetUnlessOneRowAloneIsLarger() {
        for (List<TokenizedChunk> batch : Packing.byLength(rows, BUDGET)) {
            int longest = batch.stream().mapToInt(TokenizedChunk::length).max().orElseThrow();
            assertThat(batch.size() == 1 || batch.size() * longest <= BUDGET).isTrue();
        }
        assertThat(Packing.byLength(rows, 1)).hasSize(rows.size());
    }

    @Test
    void padsNextToNothing() {
        long padded = 0;
        for (List<TokenizedChunk> batch : Packing.byLength(rows, BUDGET)) {
            padded += (long) batch.get(0).length() * batch.size();
        }
        long real = rows.stream().mapToLong(TokenizedChunk::length).sum();
        assertThat((double) padded / real).isLessThan(1.1);
    }

    @Test
    void ceilingRunsEveryTokenInEveryLayout() throws InterruptedException {
        for (Layout layout : Layout.all()) {
            try (Ceiling ceiling = Ceiling.load(corpus.model(), layout)) {
                var documents = corpus.sample(Part.ALL, 300);
                long tokens = documents.stream().mapToLong(document -> document.tokens()).sum();
                assertThat(ceiling.over("few", documents, BUDGET).run().tokens()).isEqualTo(tokens);
            }
        }
    }
}
