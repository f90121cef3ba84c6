package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.flink.LanguageDetection;
import io.runnel.flink.LanguageSettings;
import java.util.List;

/** How the language of a document is told. */
public final class LanguageOptions {
    public static final JobOption<LanguageDetection> DETECTION =
            JobOption.oneOf(
                    key("language.detection")
                            .enumType(LanguageDetection.class)
                            .defaultValue(LanguageDetection.DETECT)
                            .withDescription(
                                    "detect takes the language that a document states, or else"
                                            + " detects it, and does not ask a head about a"
                                            + " language that it was not trained for; stated never"
                                            + " detects; off asks every head about every"
                                            + " document."),
                    LanguageDetection.class);

    public static final JobOption<Double> MIN_CONFIDENCE =
            JobOption.of(
                    key("language.min-confidence")
                            .doubleType()
                            .defaultValue(LanguageSettings.MIN_CONFIDENCE)
                            .withDescription(
                                    "A language that is detected with less confidence is und, and"
                                            + " every head is asked. Raise it if documents are"
                                            + " wrongly marked as unsupported; 0.5 is a draw"
                                            + " between the two likeliest languages."),
                    "a number from 0.5 to 1",
                    confidence -> confidence >= 0.5 && confidence <= 1);

    static final List<JobOption<?>> ALL = List.of(DETECTION, MIN_CONFIDENCE);

    private LanguageOptions() {}
}
