package io.runnel.jobs.command;

import io.runnel.flink.EngineOptions;
import io.runnel.modelstore.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The model store that local commands use: that of the checkout, unless somebody names another. */
public record LocalModels(Path root) {
    /** Set by the launcher, from {@code RUNNEL_MODELS} or its own place. */
    static final String PROPERTY = "runnel.models";

    /**
     * The model store of this process.
     *
     * @throws CommandFailure if there is none
     */
    public static LocalModels find() {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new CommandFailure(
                    "No model store is named. Start this with ./runnel, or set -D"
                            + PROPERTY
                            + "=FOLDER.");
        }
        return at(Path.of(root));
    }

    /**
     * The model store in this folder.
     *
     * @throws CommandFailure if there is none
     */
    public static LocalModels at(Path root) {
        if (!Files.isDirectory(root)) {
            throw new CommandFailure(
                    "Model store "
                            + root
                            + " is no folder; expected <name>/<version>/ in it. Name"
                            + " another with RUNNEL_MODELS.");
        }
        return new LocalModels(root.toAbsolutePath().normalize());
    }

    public ModelStore store() {
        return new ModelStore(root);
    }

    /** What the TaskManager's configuration says of it. */
    public Map<String, String> engine() {
        return Map.of(EngineOptions.MODELS_DIRECTORY.key(), root.toString());
    }
}
