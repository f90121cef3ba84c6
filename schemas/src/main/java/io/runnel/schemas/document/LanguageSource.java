package io.runnel.schemas.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who says which language a document is in. */
public enum LanguageSource {
    /** The producer, in the document. */
    STATED,
    /** Runnel, from the text. */
    DETECTED;

    /** The name in records: {@code stated}, {@code detected}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source with this {@link #label()}, if there is one. */
    public static Optional<LanguageSource> ofLabel(String label) {
        return Arrays.stream(values()).filter(source -> source.label().equals(label)).findFirst();
    }
}
