package io.runnel.flink;

import java.io.Serializable;

/**
 * How the language of a document is told.
 *
 * @param minConfidence a language that is detected with less is {@code und}, and the document is
 *     asked everything; 0.5 is a draw between the two likeliest languages
 */
public record LanguageSettings(LanguageDetection detection, double minConfidence)
        implements Serializable {
    /** With it, of 1,000 English texts less than one counts as another language (decision 0005). */
    public static final double MIN_CONFIDENCE = 0.6;

    /** Refuses a confidence that every text has, or none. */
    public LanguageSettings {
        if (detection == null || !(minConfidence >= 0.5 && minConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "The language cannot be told with detection "
                            + detection
                            + " and confidence "
                            + minConfidence
                            + "; expected a detection, and a confidence from 0.5 to 1.");
        }
    }

    /** Detected where it is not stated, with a confidence of at least 0.6. */
    public static LanguageSettings defaults() {
        return new LanguageSettings(LanguageDetection.DETECT, MIN_CONFIDENCE);
    }
}
