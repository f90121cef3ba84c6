package io.runnel.inference;

import static java.util.stream.Collectors.toSet;

import io.runnel.inference.batch.Batch;
import io.runnel.inference.batch.RowLengths;
import io.runnel.inference.onnx.ModelHandle;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.SharedValues;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A model that is ready: its session, its tokenizer, and how texts are cut for it.
 *
 * @param bytes of all copies of its files
 */
record LoadedModel(
        ModelDirectory directory,
        ModelHandle handle,
        SharedValues.Share<Tokenizer> tokenizerShare,
        Chunker chunker,
        long bytes)
        implements AutoCloseable {
    private static final String WARM_UP_TEXT =
            "Runnel reads a first sentence, so that the next one is quick. ";
    private static final int WARM_UP_REPEATS = 40;

    Tokenizer tokenizer() {
        return tokenizerShare.value();
    }

    InferenceResult.ModelFacts facts() {
        return new InferenceResult.ModelFacts(
                directory.card().id().name(),
                directory.card().id().version(),
                directory.digest(),
                directory.card().precision());
    }

    /** The model rows of these passages. */
    List<TokenizedChunk> rows(List<TokenizedPassage> passages) {
        List<TokenizedChunk> rows = new ArrayList<>();
        for (Chunk chunk : chunker.chunk(passages)) {
            rows.add(TokenizedChunk.of(chunk, passages, tokenizer().special()));
        }
        return rows;
    }

    /** The length to which a row is padded. */
    int paddedLength(TokenizedChunk row) {
        return RowLengths.padded(row.length(), directory.card().maxTokens());
    }

    /**
     * Runs a short and a long row once, with all heads.
     *
     * @throws IllegalArgumentException if the model fails on them
     */
    void warmUp(Duration timeout) {
        warmUp(WARM_UP_TEXT, timeout);
        warmUp(WARM_UP_TEXT.repeat(WARM_UP_REPEATS), timeout);
    }

    @Override
    public void close() {
        handle.close();
        tokenizerShare.close();
    }

    private void warmUp(String text, Duration timeout) {
        Set<String> heads = directory.card().heads().stream().map(Head::name).collect(toSet());
        TokenizedChunk row = rows(List.of(tokenizer().tokenize(text))).get(0);
        try {
            handle.run(new Batch(paddedLength(row), List.of(row)), heads, timeout);
        } catch (ModelRunException e) {
            throw new IllegalArgumentException(
                    "Model " + directory.card().id() + " does not warm up: " + e.getMessage(), e);
        }
    }
}
