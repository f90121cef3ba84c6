package io.runnel.modelstore;

import java.nio.file.Path;
import java.util.List;

/** A model folder is not what it should be; the message lists all mistakes. */
public final class ModelFolderException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    public ModelFolderException(Path folder, List<String> mistakes) {
        super(message(folder, mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** What is wrong, one sentence each. */
    public List<String> mistakes() {
        return mistakes;
    }

    private static String message(Path folder, List<String> mistakes) {
        return "Model folder "
                + folder
                + " cannot be used:\n  - "
                + String.join("\n  - ", mistakes);
    }
}
