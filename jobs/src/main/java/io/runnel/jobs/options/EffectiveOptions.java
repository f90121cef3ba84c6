package io.runnel.jobs.options;

import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The value of every key, and where it came from: argument before environment before file before
 * default.
 *
 * <p>Mistakes are collected here while settings are read, so that all of them are reported
 * together: {@link JobSettings#of}.
 */
public final class EffectiveOptions {
    private static final String VARIABLE = "RUNNEL_";

    private final Map<String, OptionValue> values = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> known =
            Stream.concat(JobOptions.all().stream().map(JobOption::key), MappingKeys.all().stream())
                    .toList();
    private Optional<DocumentType> type = Optional.empty();

    private EffectiveOptions(Arguments arguments, Map<String, String> environment) {
        mistakes.addAll(arguments.mistakes());
        arguments.config().ifPresent(this::putFile);
        environment.forEach(this::putVariable);
        arguments.values().forEach(this::putArgument);
        type = read(JobOptions.TYPE);
    }

    /**
     * Resolves every option; mistakes are kept for {@link JobSettings#of}.
     *
     * @param environment every variable of the process; those named {@code RUNNEL_…} after a key
     *     count
     */
    public static EffectiveOptions of(Arguments arguments, Map<String, String> environment) {
        return new EffectiveOptions(arguments, environment);
    }

    /**
     * The value of the option, or its default where nobody gives one. A mistake is remembered, and
     * the default stands in for it, so that reading can go on and find the next one.
     */
    <T> Optional<T> read(JobOption<T> option) {
        OptionValue value = values.get(option.key());
        Optional<T> fallback = option.defaultFor(type.orElse(DocumentType.TICKET));
        if (value == null) {
            return fallback;
        }
        try {
            return Optional.of(option.parse(value.text()));
        } catch (IllegalArgumentException e) {
            mistake(e.getMessage() + " (" + value.place() + ")");
            return fallback;
        }
    }

    /** Remembers a mistake. */
    void mistake(String mistake) {
        if (!mistakes.contains(mistake)) {
            mistakes.add(mistake);
        }
    }

    /** Whether somebody gave a value, right or wrong. */
    boolean isGiven(JobOption<?> option) {
        return values.containsKey(option.key());
    }

    /** The properties that go to the Kafka clients, without their prefix. */
    Map<String, String> kafkaProperties() {
        Map<String, String> properties = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(JobOptions.KAFKA_PROPERTIES)) {
                        properties.put(
                                key.substring(JobOptions.KAFKA_PROPERTIES.length()), value.text());
                    }
                });
        return properties;
    }

    /** The rules of a mapping that somebody gave, by key without its prefix. */
    Map<String, OptionValue> mapping() {
        Map<String, OptionValue> mapping = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(MappingKeys.PREFIX)) {
                        mapping.put(key.substring(MappingKeys.PREFIX.length()), value);
                    }
                });
        return mapping;
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Every key with its value and where it came from, one line each; secrets are masked. */
    public String table() {
        StringBuilder table = new StringBuilder();
        for (JobOption<?> option : JobOptions.all()) {
            OptionValue value = values.get(option.key());
            if (value != null) {
                table.append(row(value));
            } else {
                table.append(row(defaultOf(option)));
            }
        }
        values.values().stream()
                .filter(
                        value ->
                                value.key().startsWith(JobOptions.KAFKA_PROPERTIES)
                                        || value.key().startsWith(MappingKeys.PREFIX))
                .forEach(value -> table.append(row(value)));
        return table.toString();
    }

    private OptionValue defaultOf(JobOption<?> option) {
        String text = type.flatMap(option::defaultTextFor).orElse("(none)");
        return new OptionValue(option.key(), text, OptionOrigin.DEFAULT, "");
    }

    private static String row(OptionValue value) {
        String place =
                value.place().isEmpty()
                        ? value.origin().label()
                        : value.origin().label() + " " + value.place();
        return String.format("%-42s %-32s %s%n", value.key(), value.shown(), place);
    }

    private void putFile(Path path) {
        ConfigFile file = ConfigFile.read(path);
        mistakes.addAll(file.mistakes());
        file.values()
                .forEach(
                        (key, text) ->
                                put(
                                        new OptionValue(
                                                key, text, OptionOrigin.FILE, path.toString())));
    }

    private void putArgument(String key, String text) {
        put(new OptionValue(key, text, OptionOrigin.ARGUMENT, "--" + key));
    }

    /** Variables that only begin like ours are left alone, unless they look mistyped. */
    private void putVariable(String variable, String text) {
        if (!variable.startsWith(VARIABLE)) {
            return;
        }
        for (String key : known) {
            if (variable.equals(variableOf(key))) {
                put(new OptionValue(key, text, OptionOrigin.ENVIRONMENT, variable));
                return;
            }
        }
        String properties = variableOf(JobOptions.KAFKA_PROPERTIES);
        if (variable.startsWith(properties) && variable.length() > properties.length()) {
            String property = variable.substring(properties.length());
            String key =
                    JobOptions.KAFKA_PROPERTIES
                            + property.toLowerCase(Locale.ROOT).replace('_', '.');
            put(new OptionValue(key, text, OptionOrigin.ENVIRONMENT, variable));
            return;
        }
        String name = variable.substring(VARIABLE.length());
        NearestKey.of(name, known.stream().map(EffectiveOptions::nameOf).toList())
                .ifPresent(
                        near ->
                                mistake(
                                        "Environment variable "
                                                + variable
                                                + ": no such option; did you mean "
                                                + VARIABLE
                                                + near
                                                + "?"));
    }

    /** The variable that gives this key a value, such as {@code RUNNEL_KAFKA_SOURCE_TOPIC}. */
    public static String variableOf(String key) {
        return VARIABLE + nameOf(key);
    }

    private static String nameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private void put(OptionValue value) {
        String key = value.key();
        if (known.contains(key) || isKafkaProperty(key)) {
            values.put(key, value);
            return;
        }
        String hint =
                key.startsWith("runnel.")
                        ? "; settings of the engine belong in the TaskManagers' config.yaml"
                        : NearestKey.of(key, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; docs/configuration.md lists all keys");
        mistake(key + ": no such option (" + value.place() + ")" + hint);
    }

    private static boolean isKafkaProperty(String key) {
        return key.startsWith(JobOptions.KAFKA_PROPERTIES)
                && key.length() > JobOptions.KAFKA_PROPERTIES.length();
    }
}
