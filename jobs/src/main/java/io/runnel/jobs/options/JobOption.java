package io.runnel.jobs.options;

import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/**
 * A {@link ConfigOption}, what its values look like, and its default for each document type.
 *
 * <p>{@code expected} completes "expected …" in messages and is the column "Values" of the docs.
 */
public final class JobOption<T> {
    private final ConfigOption<T> option;
    private final String expected;
    private final Predicate<T> accepted;
    private final Function<DocumentType, T> defaultOf;

    private JobOption(
            ConfigOption<T> option,
            String expected,
            Predicate<T> accepted,
            Function<DocumentType, T> defaultOf) {
        this.option = option;
        this.expected = expected;
        this.accepted = accepted;
        this.defaultOf = defaultOf;
    }

    /** An option with the default of its {@link ConfigOption}, or none. */
    static <T> JobOption<T> of(ConfigOption<T> option, String expected, Predicate<T> accepted) {
        T fallback = option.hasDefaultValue() ? option.defaultValue() : null;
        return new JobOption<>(option, expected, accepted, type -> fallback);
    }

    /** An option whose default depends on the document type. */
    static <T> JobOption<T> byType(
            ConfigOption<T> option,
            String expected,
            Predicate<T> accepted,
            Function<DocumentType, T> defaultOf) {
        return new JobOption<>(option, expected, accepted, defaultOf);
    }

    /** An option that takes one of the constants of an enum, in lower case with hyphens. */
    static <E extends Enum<E>> JobOption<E> oneOf(ConfigOption<E> option, Class<E> constants) {
        return of(
                option,
                Arrays.stream(constants.getEnumConstants())
                        .map(JobOption::text)
                        .collect(Collectors.joining(" or ")),
                value -> true);
    }

    public String key() {
        return option.key();
    }

    /** What a value looks like, such as {@code a duration such as 10 s}. */
    public String expected() {
        return expected;
    }

    public String description() {
        return description(option);
    }

    /** The description of an option as plain text. */
    static String description(ConfigOption<?> option) {
        return new HtmlFormatter()
                .format(option.description())
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }

    /** The value if nobody gives one, or nothing if somebody has to or may leave it out. */
    public Optional<T> defaultFor(DocumentType type) {
        return Optional.ofNullable(defaultOf.apply(type));
    }

    /** The same as it would be written in a file. */
    public Optional<String> defaultTextFor(DocumentType type) {
        return defaultFor(type).map(JobOption::text);
    }

    /**
     * The value that this text means.
     *
     * @throws IllegalArgumentException if it means none, with what was expected
     */
    T parse(String text) {
        T value;
        try {
            value = Configuration.fromMap(Map.of(key(), text.strip())).get(option);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        if (!accepted.test(value)) {
            throw new IllegalArgumentException(refusal(text));
        }
        return value;
    }

    private String refusal(String text) {
        return key() + ": expected " + expected + ", found '" + text + "'";
    }

    /** A value as it would be written in a file. */
    static String text(Object value) {
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        if (value instanceof MemorySize size) {
            return size.toString();
        }
        return value instanceof Enum<?>
                ? value.toString().toLowerCase(Locale.ROOT)
                : value.toString();
    }
}
