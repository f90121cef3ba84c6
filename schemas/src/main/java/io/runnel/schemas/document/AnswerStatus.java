package io.runnel.schemas.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a task was answered. */
public enum AnswerStatus {
    /** The model was asked. */
    ANSWERED,
    /** The model was not asked: its head was not trained for the document's language. */
    UNSUPPORTED_LANGUAGE;

    /** The name in records: {@code answered}, {@code unsupported-language}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status with this {@link #label()}, if there is one. */
    public static Optional<AnswerStatus> ofLabel(String label) {
        return Arrays.stream(values()).filter(status -> status.label().equals(label)).findFirst();
    }
}
