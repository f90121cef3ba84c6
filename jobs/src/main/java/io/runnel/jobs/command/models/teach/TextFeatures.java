package io.runnel.jobs.command.models.teach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.Embeddings;
import io.runnel.inference.task.Vector;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.local.TemporaryFolder;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a frozen encoder says of texts: the mean of their tokens' last hidden states. */
public final class TextFeatures {
    private static final String HEAD = "features";
    private static final int IN_FLIGHT = 256;
    private static final int SHOW_EVERY = 1_000;

    /** Where it stands, and as an object that the library learns from. */
    private static final long BYTES_OF_A_NUMBER = 40;

    /** The texts, the engine, and what is thrown away. */
    private static final long BYTES_OF_THE_REST = 100L << 20;

    private final ModelDirectory model;
    private final Terminal terminal;

    public TextFeatures(ModelDirectory model, Terminal terminal) {
        this.model = model;
        this.terminal = terminal;
    }

    /** The features of texts, in their order; of a text without tokens zeros. */
    public double[][] of(List<TaughtText> texts) throws IOException {
        int width = width();
        requireMemory(texts.size(), width, Runtime.getRuntime().maxMemory());
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-teach-")) {
            ModelDirectory withFeatures =
                    new ModelExtension(model, folder.path()).withFeatures(HEAD, width);
            return of(texts, folder.path(), withFeatures, width);
        }
    }

    /**
     * Checks that so many features can be learned from.
     *
     * @param most bytes that there are
     */
    static void requireMemory(int texts, int width, long most) {
        long needed = (long) texts * width * BYTES_OF_A_NUMBER + BYTES_OF_THE_REST;
        if (needed > most) {
            throw new CommandFailure(
                    ("Learning from %d texts of %d numbers each takes about %d MiB of memory, and there"
                                    + " are %d MiB. Give it more with RUNNEL_JAVA_OPTIONS=-Xmx%dm, or"
                                    + " teach with fewer texts.")
                            .formatted(texts, width, needed >> 20, most >> 20, (needed >> 20) + 1));
        }
    }

    private double[][] of(
            List<TaughtText> texts, Path store, ModelDirectory withFeatures, int width) {
        EmbedTexts task = new EmbedTexts(withFeatures.card().id(), HEAD, LongText.CHUNK);
        double[][] features = new double[texts.size()][width];
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(EngineSettings.defaults(store))) {
            engine.prepare(List.of(task));
            Deque<CompletableFuture<InferenceResult>> waiting = new ArrayDeque<>();
            int done = 0;
            for (TaughtText text : texts) {
                waiting.add(engine.submit(request(task, text)));
                if (waiting.size() == IN_FLIGHT) {
                    put(waiting.remove().join().of(task), features[done++]);
                    show(done, texts.size());
                }
            }
            while (!waiting.isEmpty()) {
                put(waiting.remove().join().of(task), features[done++]);
                show(done, texts.size());
            }
        }
        return features;
    }

    private void show(int done, int all) {
        if (done % SHOW_EVERY == 0) {
            terminal.say("  " + done + " of " + all + " texts read");
        }
    }

    private static InferenceRequest request(EmbedTexts task, TaughtText text) {
        return new InferenceRequest(
                List.of(new Passage("text", text.text())), List.of(new Question(task, List.of(0))));
    }

    private static void put(Embeddings embeddings, double[] row) {
        for (Embeddings.OfPassage passage : embeddings.passages()) {
            Vector vector = passage.vector();
            for (int i = 0; i < row.length; i++) {
                row[i] = vector.at(i);
            }
        }
    }

    private int width() throws IOException {
        Path config = model.file("config.json");
        JsonNode json = new ObjectMapper().readTree(config.toFile());
        int width = json.path("hidden_size").asInt(json.path("dim").asInt(0));
        if (width < 1) {
            throw new CommandFailure(
                    "File "
                            + config
                            + " does not say how wide the encoder is; expected hidden_size or dim.");
        }
        return width;
    }
}
