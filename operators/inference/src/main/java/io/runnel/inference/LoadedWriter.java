package io.runnel.inference;

import io.runnel.inference.generate.TimeBudget;
import io.runnel.inference.generate.Writer;
import io.runnel.inference.generate.WritingException;
import io.runnel.inference.generate.WritingLine;
import io.runnel.inference.generate.WritingRequest;
import io.runnel.inference.generate.WritingTimes;
import io.runnel.inference.generate.Written;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.LengthLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that writes and is ready: its graphs, its tokenizer, and how it writes. */
final class LoadedWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedWriter.class);
    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final int MAX_ROWS = 16;

    /** Texts in company may have a few tokens more than alone. */
    private static final int MARGIN = 8;

    private static final int WARM_UP_TOKENS = 4;
    private static final String WARM_UP_TEXT = "Runnel reads a first text and writes a little. ";

    /** More than two pieces, as graphs that take no second piece are not told from others else. */
    private static final int WARM_UP_SOURCE = 160;

    private final ModelDirectory directory;
    private final Tokenizer tokenizer;
    private final PromptText prompt;
    private final Writer writer;
    private final GenerationSettings settings;
    private final long bytes;

    private LoadedWriter(
            ModelDirectory directory, SessionPlan plan, Tokenizer tokenizer, Writer writer) {
        this.bytes = directory.bytes() * plan.copies();
        this.directory = directory;
        this.tokenizer = tokenizer;
        this.prompt = new PromptText(tokenizer, directory.card().generation());
        this.writer = writer;
        this.settings = GenerationConfig.read(directory.path());
    }

    /**
     * Loads a model and lets it write a few tokens.
     *
     * @throws IllegalArgumentException if it cannot be loaded or does not write
     */
    static LoadedWriter open(
            ModelDirectory directory,
            ModelRegistry registry,
            SessionPlan plan,
            EngineSettings engine) {
        requireStart(directory, GenerationConfig.read(directory.path()));
        Tokenizer tokenizer = Tokenizer.openForWriting(directory.tokenizer());
        Writer writer = null;
        LoadedWriter loaded = null;
        try {
            writer = writer(registry.acquireWriter(directory, plan), engine);
            LoadedWriter warm = new LoadedWriter(directory, plan, tokenizer, writer);
            warm.warmUp(engine.runTimeout());
            loaded = warm;
            return loaded;
        } finally {
            if (loaded == null) {
                if (writer != null) {
                    writer.close();
                }
                tokenizer.close();
            }
        }
    }

    private static Writer writer(WriterHandle model, EngineSettings engine) {
        Writer writer = null;
        try {
            writer =
                    new Writer(
                            model,
                            new Writer.Settings(engine.workers(), MAX_ROWS, engine.runTimeout()),
                            new EngineThreads("writer"),
                            System::nanoTime);
            return writer;
        } finally {
            if (writer == null) {
                model.close();
            }
        }
    }

    private static void requireStart(ModelDirectory directory, GenerationSettings settings) {
        boolean reads = !directory.card().generation().encoder().isEmpty();
        if (reads && settings.ids().decoderStart() < 0) {
            throw new IllegalArgumentException(
                    "Model "
                            + directory.card().id()
                            + " does not say what its decoder starts with; expected"
                            + " decoder_start_token_id or bos_token_id in generation_config.json.");
        }
    }

    /** Of its folder, times its copies. */
    long bytes() {
        return bytes;
    }

    InferenceResult.ModelFacts facts() {
        return new InferenceResult.ModelFacts(
                directory.card().id().name(),
                directory.card().id().version(),
                directory.digest(),
                directory.card().recordedPrecision());
    }

    /** How it writes, but at most so many tokens. */
    GenerationSettings settings(int maxNewTokens) {
        return settings.with(
                goesOn()
                        ? behindAText(settings.lengths(), maxNewTokens)
                        : aboutAText(settings.lengths(), maxNewTokens));
    }

    /**
     * Where the model's files name no length, what is asked for counts, and not the 20 tokens of
     * the reference: a summary would be cut after them.
     */
    static LengthLimits aboutAText(LengthLimits own, int maxNewTokens) {
        return own.maxLength() > 0 || own.maxNewTokens() > 0
                ? own.within(1, maxNewTokens)
                : new LengthLimits(0, maxNewTokens, own.minLength(), own.minNewTokens());
    }

    /** A {@code max_length} counts the text that is gone on with, so it says nothing here. */
    static LengthLimits behindAText(LengthLimits own, int maxNewTokens) {
        int most =
                own.maxNewTokens() > 0 ? Math.min(own.maxNewTokens(), maxNewTokens) : maxNewTokens;
        return new LengthLimits(0, most, own.minLength(), own.minNewTokens());
    }

    private boolean goesOn() {
        return directory.card().generation().encoder().isEmpty();
    }

    /** The tokens of a text. */
    int count(String text) {
        return prompt.count(text);
    }

    /**
     * Most tokens of a text that fits beside its prompt, and what is written behind it, into the
     * model and into memory.
     */
    int room(int maxNewTokens) {
        int written = goesOn() ? maxNewTokens : 0;
        int around = prompt.ids("").length;
        int most = writer.mostTokens(settings.beams().beams(), maxNewTokens);
        int room = most - around - written - MARGIN;
        if (room < MARGIN) {
            throw new IllegalArgumentException(
                    "Model "
                            + directory.card().id()
                            + " takes "
                            + most
                            + " tokens; its prompt and "
                            + maxNewTokens
                            + " new ones leave no room for a text.");
        }
        return room;
    }

    /** A line for one more user. */
    WritingLine openLine() {
        return writer.openLine();
    }

    /**
     * Writes about a text that fits into the model.
     *
     * @param seed of what is drawn
     * @param time that it has, alone or with others
     */
    CompletableFuture<Written> write(
            WritingLine line, String text, GenerationSettings how, long seed, TimeBudget time) {
        WritingRequest request = new WritingRequest(prompt.ids(text), how, seed, time.longest());
        return writer.write(line, request, time);
    }

    /** What was written, as text. */
    String text(Written written) {
        return tokenizer.decode(written.tokens());
    }

    @Override
    public void close() {
        WritingTimes times = writer.times();
        LOG.info(
                "{} wrote for {} s of its threads, {} % of them outside of ONNX Runtime.",
                directory.card().id(),
                Math.round(times.allNanos() / NANOS_OF_A_SECOND),
                Math.round(1_000 * times.outside()) / 10.0);
        writer.close();
        tokenizer.close();
    }

    private void warmUp(Duration longest) {
        LengthLimits few = new LengthLimits(0, WARM_UP_TOKENS, 0, 0);
        try {
            write(openLine(), warmUpText(), settings.with(few), 0, new TimeBudget(longest)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WritingException failure) {
                throw new IllegalArgumentException(
                        "Model "
                                + directory.card().id()
                                + " does not warm up: "
                                + failure.getMessage(),
                        failure);
            }
            throw e;
        }
    }

    private String warmUpText() {
        int most = Math.min(WARM_UP_SOURCE, room(WARM_UP_TOKENS));
        int repeats = Math.max(1, most / Math.max(1, count(WARM_UP_TEXT)));
        return WARM_UP_TEXT.repeat(repeats).strip();
    }
}
