package io.runnel.jobs.options;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds files of the repository from wherever in it a test runs. */
public final class RepositoryRoot {
    private RepositoryRoot() {}

    /** A path below the folder that has the modules. */
    public static Path resolve(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("model-store"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("Tests must run inside the repository.");
            }
        }
        return folder.resolve(path);
    }
}
