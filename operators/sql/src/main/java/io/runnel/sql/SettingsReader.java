package io.runnel.sql;

import io.runnel.modelstore.ModelId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.factories.FactoryUtil;

/** Reads the options of a model; what is wrong with any of them is added to the mistakes. */
final class SettingsReader {
    private static final int MOST_WORDS = 10_000;

    private final Configuration options;
    private final Mistakes mistakes;

    private SettingsReader(Map<String, String> options, Mistakes mistakes) {
        this.options = Configuration.fromMap(options);
        this.mistakes = mistakes;
    }

    /** The settings; only usable if this finds no mistake. */
    static ModelSettings read(Map<String, String> options, Mistakes mistakes) {
        SettingsReader reader = new SettingsReader(options, mistakes);
        reader.refuseUnknownKeys();
        return reader.settings();
    }

    private ModelSettings settings() {
        return new ModelSettings(
                model(),
                heads(),
                new ModelSettings.Reading(
                        choice(ModelOptions.LONG_TEXT),
                        choice(ModelOptions.WORD_AGGREGATION),
                        value(
                                ModelOptions.SUMMARY_MAX_WORDS,
                                words -> words >= 1 && words <= MOST_WORDS,
                                "a number from 1 to " + MOST_WORDS)),
                new ModelSettings.Language(
                        choice(ModelOptions.LANGUAGE_DETECTION),
                        value(
                                ModelOptions.LANGUAGE_MIN_CONFIDENCE,
                                confidence -> confidence >= 0.5 && confidence <= 1,
                                "a number from 0.5 to 1")),
                choice(ModelOptions.ON_FAILURE));
    }

    private String model() {
        String model = required(ModelOptions.MODEL, "name/version, such as runnel-base/3");
        try {
            if (!model.isEmpty()) {
                ModelId.parse(model);
            }
        } catch (IllegalArgumentException e) {
            mistakes.add("model: " + e.getMessage());
        }
        return model;
    }

    private List<String> heads() {
        String written = required(ModelOptions.HEAD, "the name of a head, such as sentiment");
        List<String> heads =
                Arrays.stream(written.split(",", -1))
                        .map(String::strip)
                        .filter(head -> !head.isEmpty())
                        .toList();
        if (heads.stream().distinct().count() < heads.size()) {
            mistakes.add("head: expected each head once, found '" + written + "'.");
        }
        return heads.stream().distinct().toList();
    }

    private String required(ConfigOption<String> option, String expected) {
        String value = options.getOptional(option).orElse("").strip();
        if (value.isEmpty()) {
            mistakes.add(option.key() + ": expected " + expected + ", found nothing. Set it.");
        }
        return value;
    }

    private <E extends Enum<E>> E choice(ConfigOption<E> option) {
        String names =
                Arrays.stream(option.defaultValue().getDeclaringClass().getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "));
        return value(option, any -> true, names);
    }

    /** The value, or the default in the place of one that is a mistake. */
    private <T> T value(ConfigOption<T> option, Predicate<T> valid, String expected) {
        try {
            T value = options.get(option);
            if (valid.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // It is told below with what was expected.
        }
        String found = options.toMap().get(option.key());
        mistakes.add(option.key() + ": expected " + expected + ", found '" + found + "'.");
        return option.defaultValue();
    }

    private void refuseUnknownKeys() {
        Set<String> known =
                Stream.concat(ModelOptions.required().stream(), ModelOptions.optional().stream())
                        .map(ConfigOption::key)
                        .collect(Collectors.toCollection(TreeSet::new));
        known.add(FactoryUtil.PROVIDER.key());
        for (String key : new TreeSet<>(options.keySet())) {
            if (!known.contains(key)) {
                mistakes.add(key + ": unknown option; known are " + String.join(", ", known) + ".");
            }
        }
    }
}
