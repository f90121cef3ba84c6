package io.runnel.inference;

import io.runnel.inference.onnx.GraphCache;
import io.runnel.inference.onnx.ModelHandle;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.SharedValues;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;

/**
 * The models that the engine's leases use: each loaded and warmed up once, closed with the last
 * lease that prepared it.
 */
final class EngineModels implements AutoCloseable {
    private final EngineSettings settings;
    private final ModelStore store;
    private final ModelRegistry registry;
    private final ModelMemory memory = ModelMemory.ofThisProcess();
    private final SharedValues<ModelId, LoadedModel> models = new SharedValues<>(this::unload);
    private final SharedValues<String, Tokenizer> tokenizers = new SharedValues<>(Tokenizer::close);

    EngineModels(EngineSettings settings) {
        this.settings = settings;
        this.store = new ModelStore(settings.models());
        this.registry =
                new ModelRegistry(
                        new EngineThreads("watchdog"),
                        settings.graphCache() == null
                                ? GraphCache.none()
                                : GraphCache.in(settings.graphCache()));
    }

    /**
     * A share of this model.
     *
     * @throws IllegalArgumentException if it is missing, damaged, or does not run, with what there
     *     is
     */
    SharedValues.Share<LoadedModel> acquire(ModelId id) {
        return models.acquire(id, () -> load(id));
    }

    /**
     * What the folder of this model says.
     *
     * @throws IllegalArgumentException if it is missing or damaged, with what there is
     */
    ModelCard card(ModelId id) {
        return store.find(id).card();
    }

    int openSessions() {
        return registry.openSessions();
    }

    /** Bytes of all models that are loaded, each copy counted. */
    long bytes() {
        return memory.taken();
    }

    void stopRuns() {
        registry.stopRuns();
    }

    @Override
    public void close() {
        registry.close();
    }

    private void unload(LoadedModel model) {
        try {
            model.close();
        } finally {
            memory.giveBack(model.bytes());
        }
    }

    /** A copy of the graph for each worker, as far as the memory for copies goes. */
    private SessionPlan plan(ModelDirectory directory) {
        long fitting = SessionPlan.MOST_COPIES_BYTES / Math.max(1, directory.bytes());
        int copies = (int) Math.max(1, Math.min(settings.workers(), fitting));
        return new SessionPlan(settings.intraOpThreads(), copies);
    }

    private LoadedModel load(ModelId id) {
        ModelDirectory directory = store.find(id);
        if (settings.publicKey() != null) {
            directory.verifySignature(settings.publicKey());
        }
        directory.verify();
        SessionPlan plan = plan(directory);
        long bytes = directory.bytes() * plan.copies();
        memory.take(id, bytes);
        SharedValues.Share<Tokenizer> tokenizer = null;
        ModelHandle handle = null;
        LoadedModel model = null;
        try {
            tokenizer =
                    tokenizers.acquire(
                            directory.tokenizerDigest(),
                            () -> Tokenizer.open(directory.tokenizer()));
            handle = registry.acquire(directory, plan);
            LoadedModel warm =
                    new LoadedModel(
                            directory,
                            handle,
                            tokenizer,
                            new Chunker(directory.card().maxTokens()),
                            bytes);
            warm.warmUp(settings.runTimeout());
            model = warm;
            return model;
        } finally {
            if (model == null) {
                memory.giveBack(bytes);
                if (tokenizer != null) {
                    tokenizer.close();
                }
                if (handle != null) {
                    handle.close();
                }
            }
        }
    }
}
