package io.runnel.sql;

import io.runnel.flink.EngineOptions;
import io.runnel.inference.EngineSettings;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Where a query finds the engine's settings: in the TaskManager's {@code config.yaml}, as jobs do,
 * so that both share one engine. Only where that names no model store, in the session's settings.
 *
 * <p>Flink tells a function of SQL nothing about its TaskManager. Its scripts and images tell every
 * process where {@code config.yaml} is ({@code FLINK_CONF_DIR}).
 *
 * @param session the settings under {@code runnel.} that the session had when the query was planned
 */
record EngineSource(Map<String, String> session) implements Serializable {
    private static final String PREFIX = "runnel.";

    static EngineSource of(ReadableConfig session) {
        return new EngineSource(
                session.toMap().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(PREFIX))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * The settings in this process.
     *
     * @throws IllegalArgumentException if nobody names a model store, or settings are wrong
     */
    EngineSettings settings() {
        return settings(GlobalConfiguration.loadConfiguration());
    }

    /** The same on a TaskManager with this {@code config.yaml}. */
    EngineSettings settings(Configuration taskManager) {
        if (taskManager.contains(EngineOptions.MODELS_DIRECTORY)) {
            return EngineOptions.read(taskManager);
        }
        if (session.containsKey(EngineOptions.MODELS_DIRECTORY.key())) {
            return EngineOptions.read(Configuration.fromMap(session));
        }
        throw new IllegalArgumentException(
                "Nobody says where the model store is: expected "
                        + EngineOptions.MODELS_DIRECTORY.key()
                        + " in the TaskManager's config.yaml (FLINK_CONF_DIR is "
                        + System.getenv("FLINK_CONF_DIR")
                        + ") or in the session. Add it to config.yaml of every TaskManager, or SET '"
                        + EngineOptions.MODELS_DIRECTORY.key()
                        + "' = '/path/to/models' before the query.");
    }

    /** The model's card, if its store can be read where the query is planned. */
    Optional<ModelCard> card(ModelId model) {
        String store = session.get(EngineOptions.MODELS_DIRECTORY.key());
        if (store == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ModelStore(Path.of(store)).find(model).card());
        } catch (IllegalArgumentException e) {
            // The TaskManagers may have it; they tell if not.
            return Optional.empty();
        }
    }
}
