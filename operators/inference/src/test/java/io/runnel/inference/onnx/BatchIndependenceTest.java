package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.ShippedPack;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.batch.RowLengths;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped packs: the same text gives the same logits, bit by bit, whoever its neighbours are.
 */
class BatchIndependenceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> TEXTS =
            List.of(
                    "The printer on the third floor is broken again, please send somebody.",
                    "Thanks, that worked!",
                    "Invoice 4711 from Acme Corp, London: 3 chairs at £49.90 each, due on 31 March 2024.",
                    "I was charged twice for the same order and nobody at support answers my e-mails. "
                            .repeat(4),
                    "Can you book a table for two at 7 pm in Paris?",
                    "Good morning and welcome to the first quarter earnings call of Example Industries. "
                            .repeat(9));

    @ParameterizedTest
    @CsvSource({"RUNNEL_BASE, 1", "RUNNEL_BASE, 2", "RUNNEL_SMALL, 1", "RUNNEL_SMALL, 2"})
    void givesBitIdenticalLogitsAloneAndInRandomBatches(ShippedPack pack, int threads)
            throws ModelRunException {
        try (Opened model = new Opened(pack, threads)) {
            Random random = new Random(5);
            List<TokenizedChunk> rows = TEXTS.stream().map(model::row).toList();
            for (TokenizedChunk row : rows) {
                int length = model.padded(row);
                RowLogits alone = model.run(length, List.of(row)).row(0);
                for (int round = 0; round < 5; round++) {
                    List<TokenizedChunk> batch = neighbours(rows, length, random);
                    int place = random.nextInt(batch.size() + 1);
                    batch.add(place, row);
                    model.assertEqualBits(row, alone, model.run(length, batch).row(place));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ShippedPack.class)
    void givesBitIdenticalLogitsInARowOfItsOwnLengthAndInALongerOne(ShippedPack pack)
            throws ModelRunException {
        try (Opened model = new Opened(pack, 1)) {
            TokenizedChunk row = model.row(TEXTS.get(2));
            RowLogits bare = model.run(row.length(), List.of(row)).row(0);
            int bucket = model.padded(row);
            assertThat(bucket).isGreaterThan(row.length());
            model.assertEqualBits(row, bare, model.run(bucket, List.of(row)).row(0));
        }
    }

    @ParameterizedTest
    @EnumSource(ShippedPack.class)
    void givesBitIdenticalLogitsWhicheverOtherHeadsAreAsked(ShippedPack pack)
            throws ModelRunException {
        try (Opened model = new Opened(pack, 1)) {
            TokenizedChunk row = model.row(TEXTS.get(2));
            Batch batch = new Batch(row.length(), List.of(row));
            RowLogits all = model.run(row.length(), List.of(row)).row(0);
            for (String head : model.heads) {
                RowLogits one = model.handle.run(batch, Set.of(head), LONG).row(0);
                assertEqualBits(row, all.head(head), one.head(head));
            }
        }
    }

    private static List<TokenizedChunk> neighbours(
            List<TokenizedChunk> rows, int length, Random random) {
        List<TokenizedChunk> fitting = rows.stream().filter(row -> row.length() <= length).toList();
        List<TokenizedChunk> neighbours = new ArrayList<>();
        for (int i = random.nextInt(7); i >= 0; i--) {
            neighbours.add(fitting.get(random.nextInt(fitting.size())));
        }
        return neighbours;
    }

    private static void assertEqualBits(TokenizedChunk row, HeadLogits first, HeadLogits second) {
        for (int place = 0; place < row.length(); place++) {
            for (int label = 0; label < first.labels(); label++) {
                assertThat(Float.floatToRawIntBits(second.at(place, label)))
                        .isEqualTo(Float.floatToRawIntBits(first.at(place, label)));
            }
        }
    }

    /** A pack that is loaded; closing it checks that nothing native stays open. */
    private static final class Opened implements AutoCloseable {
        private final ModelDirectory pack;
        private final Set<String> heads;
        private final ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
        private final Tokenizer tokenizer;
        private final ModelHandle handle;

        Opened(ShippedPack shipped, int threads) {
            this.pack = shipped.directory();
            this.heads = pack.card().heads().stream().map(Head::name).collect(Collectors.toSet());
            this.tokenizer = Tokenizer.open(pack.tokenizer());
            this.handle = registry.acquire(pack, new SessionPlan(threads));
        }

        TokenizedChunk row(String text) {
            List<TokenizedPassage> passages = List.of(tokenizer.tokenize(text));
            return TokenizedChunk.of(
                    new Chunker(pack.card().maxTokens()).chunk(passages).get(0),
                    passages,
                    tokenizer.special());
        }

        int padded(TokenizedChunk row) {
            return RowLengths.padded(row.length(), pack.card().maxTokens());
        }

        Logits run(int length, List<TokenizedChunk> rows) throws ModelRunException {
            return handle.run(new Batch(length, rows), heads, LONG);
        }

        void assertEqualBits(TokenizedChunk row, RowLogits expected, RowLogits found) {
            for (String head : heads) {
                BatchIndependenceTest.assertEqualBits(row, expected.head(head), found.head(head));
            }
        }

        @Override
        public void close() {
            handle.close();
            tokenizer.close();
            assertThat(registry.openHandles()).isZero();
            registry.close();
        }
    }
}
