package io.runnel.sql;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.flink.LanguageSettings;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The options of {@code CREATE MODEL … WITH ('provider' = 'runnel', …)}. */
final class ModelOptions {
    static final ConfigOption<String> MODEL =
            key("model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Which model of the TaskManagers' model store, as name/version: runnel-base/3. Required.");

    static final ConfigOption<String> HEAD =
            key("head")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The head that answers, or several between commas: one run of the model answers them all."
                                    + " Required.");

    static final ConfigOption<OnFailure> ON_FAILURE =
            key("on-failure")
                    .enumType(OnFailure.class)
                    .defaultValue(OnFailure.NULL)
                    .withDescription(
                            "null gives a text that the model fails on null answers, with the reason in the columns"
                                    + " status and error; fail fails the job.");

    static final ConfigOption<LongText> LONG_TEXT =
            key("long-text")
                    .enumType(LongText.class)
                    .defaultValue(LongText.CHUNK)
                    .withDescription(
                            "chunk reads a text that is longer than the model takes in overlapping chunks; truncate"
                                    + " reads its first chunk only, and says so in the column truncated.");

    static final ConfigOption<LanguageCheck> LANGUAGE_DETECTION =
            key("language.detection")
                    .enumType(LanguageCheck.class)
                    .defaultValue(LanguageCheck.DETECT)
                    .withDescription(
                            "detect does not ask a head about a language that it was not trained for; off asks about"
                                    + " every text.");

    static final ConfigOption<Double> LANGUAGE_MIN_CONFIDENCE =
            key("language.min-confidence")
                    .doubleType()
                    .defaultValue(LanguageSettings.MIN_CONFIDENCE)
                    .withDescription(
                            "A language that is detected with less confidence is und, and every head is asked. From 0.5"
                                    + " to 1.");

    static final ConfigOption<WordAggregation> WORD_AGGREGATION =
            key("entities.word-aggregation")
                    .enumType(WordAggregation.class)
                    .defaultValue(WordAggregation.FIRST)
                    .withDescription(
                            "How the tokens of one word agree on an entity's type: first, max or average.");

    static final ConfigOption<Integer> SUMMARY_MAX_WORDS =
            key("summary.max-words")
                    .intType()
                    .defaultValue(40)
                    .withDescription(
                            "Most words of all sentences of a summary; the best sentence is quoted even if it alone is"
                                    + " longer.");

    private ModelOptions() {}

    /** Those without which there is no answer. */
    static List<ConfigOption<?>> required() {
        return List.of(MODEL, HEAD);
    }

    /** Those that may be left out. */
    static List<ConfigOption<?>> optional() {
        return List.of(
                ON_FAILURE,
                LONG_TEXT,
                LANGUAGE_DETECTION,
                LANGUAGE_MIN_CONFIDENCE,
                WORD_AGGREGATION,
                SUMMARY_MAX_WORDS);
    }
}
