package io.runnel.inference;

import io.runnel.modelstore.ModelDirectory;
import java.nio.file.Path;

/** The model pack that is in the repository. */
public final class ShippedPack {
    private static final Path FOLDER =
            Path.of("..", "..", "model-store", "models", "runnel-base", "3");

    private ShippedPack() {}

    public static ModelDirectory directory() {
        return ModelDirectory.open(FOLDER);
    }

    /** The folder of the model store that holds it. */
    static Path store() {
        return FOLDER.getParent().getParent();
    }
}
