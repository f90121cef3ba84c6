package io.runnel.jobs.command;

import java.nio.file.Path;

/** The model store of the checkout. */
public final class BundledModels {
    private BundledModels() {}

    /** Lets local commands of this process find it, as the launcher does. */
    public static void use() {
        System.setProperty(
                LocalModels.PROPERTY,
                Path.of("../model-store/models").toAbsolutePath().normalize().toString());
    }
}
