package io.runnel.modelstore.huggingface;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text of a folder that may be missing. */
final class TextFile {
    private TextFile() {}

    /** The text, whatever its bytes are; {@code otherwise} if it cannot be read. */
    static String readOr(Path file, String otherwise) {
        if (!Files.isRegularFile(file)) {
            return otherwise;
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
