package io.runnel.inference;

import io.runnel.modelstore.ModelDirectory;
import java.nio.file.Path;

/** A model pack that is in the repository. */
public enum ShippedPack {
    RUNNEL_BASE("runnel-base", "3"),
    RUNNEL_SMALL("runnel-small", "1");

    private final String packName;
    private final String version;

    ShippedPack(String packName, String version) {
        this.packName = packName;
        this.version = version;
    }

    public ModelDirectory directory() {
        return ModelDirectory.open(store().resolve(packName).resolve(version));
    }

    /** The file of its pinned answers. */
    String golden() {
        return "answers-" + packName + ".json";
    }

    /** The folder of the model store that holds it. */
    static Path store() {
        return Path.of("..", "..", "model-store", "models");
    }
}
