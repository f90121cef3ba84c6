package io.runnel.inference;

import io.runnel.modelstore.ModelId;

/** Runs a model once, outside of any engine. */
public final class WarmUp {
    private WarmUp() {}

    /**
     * Loads a model, runs it, and closes it again.
     *
     * @throws IllegalArgumentException if it is damaged or does not run, with why
     */
    public static void of(EngineSettings settings, ModelId id) {
        try (EngineModels models = new EngineModels(settings)) {
            if (models.card(id).generation().isThere()) {
                models.acquireWriter(id).close();
            } else {
                models.acquire(id).close();
            }
        }
    }
}
