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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped pack: the same text gives the same logits, bit by bit, whoever its neighbours are.
 */
class BatchIndependenceTest {
    private static final ModelDirectory PACK = ShippedPack.RUNNEL_BASE.directory();
    private static final Set<String> HEADS =
            PACK.card().heads().stream().map(Head::name).collect(Collectors.toSet());
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
    @ValueSource(ints = {1, 2})
    void givesBitIdenticalLogitsAloneAndInRandomBatches(int threads) throws ModelRunException {
        ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
        try (Tokenizer tokenizer = Tokenizer.open(PACK.tokenizer());
                ModelHandle model = registry.acquire(PACK, new SessionPlan(threads))) {
            Random random = new Random(5);
            List<TokenizedChunk> rows = TEXTS.stream().map(text -> row(tokenizer, text)).toList();
            for (TokenizedChunk row : rows) {
                int length = RowLengths.padded(row.length(), PACK.card().maxTokens());
                RowLogits alone = run(model, length, List.of(row)).row(0);
                for (int round = 0; round < 5; round++) {
                    List<TokenizedChunk> batch = neighbours(rows, length, random);
                    int place = random.nextInt(batch.size() + 1);
                    batch.add(place, row);
                    assertEqualBits(row, alone, run(model, length, batch).row(place));
                }
            }
        }
        assertThat(registry.openHandles()).isZero();
        registry.close();
    }

    @Test
    void givesBitIdenticalLogitsInARowOfItsOwnLengthAndInALongerOne() throws ModelRunException {
        ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
        try (Tokenizer tokenizer = Tokenizer.open(PACK.tokenizer());
                ModelHandle model = registry.acquire(PACK, new SessionPlan(1))) {
            TokenizedChunk row = row(tokenizer, TEXTS.get(2));
            RowLogits bare = run(model, row.length(), List.of(row)).row(0);
            int bucket = RowLengths.padded(row.length(), PACK.card().maxTokens());
            assertThat(bucket).isGreaterThan(row.length());
            assertEqualBits(row, bare, run(model, bucket, List.of(row)).row(0));
        }
        registry.close();
    }

    @Test
    void givesBitIdenticalLogitsWhicheverOtherHeadsAreAsked() throws ModelRunException {
        ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
        try (Tokenizer tokenizer = Tokenizer.open(PACK.tokenizer());
                ModelHandle model = registry.acquire(PACK, new SessionPlan(1))) {
            TokenizedChunk row = row(tokenizer, TEXTS.get(2));
            Batch batch = new Batch(row.length(), List.of(row));
            RowLogits all = run(model, row.length(), List.of(row)).row(0);
            for (String head : HEADS) {
                RowLogits one = model.run(batch, Set.of(head), Duration.ofSeconds(60)).row(0);
                assertEqualBits(row, all.head(head), one.head(head));
            }
        }
        registry.close();
    }

    private static TokenizedChunk row(Tokenizer tokenizer, String text) {
        List<TokenizedPassage> passages = List.of(tokenizer.tokenize(text));
        return TokenizedChunk.of(
                new Chunker(PACK.card().maxTokens()).chunk(passages).get(0),
                passages,
                tokenizer.special());
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

    private static Logits run(ModelHandle model, int length, List<TokenizedChunk> rows)
            throws ModelRunException {
        return model.run(new Batch(length, rows), HEADS, Duration.ofSeconds(60));
    }

    private static void assertEqualBits(TokenizedChunk row, RowLogits expected, RowLogits found) {
        HEADS.forEach(head -> assertEqualBits(row, expected.head(head), found.head(head)));
    }

    private static void assertEqualBits(TokenizedChunk row, HeadLogits first, HeadLogits second) {
        for (int place = 0; place < row.length(); place++) {
            for (int label = 0; label < first.labels(); label++) {
                assertThat(Float.floatToRawIntBits(second.at(place, label)))
                        .isEqualTo(Float.floatToRawIntBits(first.at(place, label)));
            }
        }
    }
}
