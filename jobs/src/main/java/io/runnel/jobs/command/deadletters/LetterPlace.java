package io.runnel.jobs.command.deadletters;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a letter lies in its topic, written {@code 0@12}. */
record LetterPlace(int partition, long offset) {
    /** By partition, then offset. */
    static final Comparator<LetterPlace> ORDER =
            Comparator.comparingInt(LetterPlace::partition).thenComparingLong(LetterPlace::offset);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /**
     * Reads {@code PARTITION@OFFSET}.
     *
     * @throws IllegalArgumentException if the text is no such pair
     */
    static LetterPlace parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no place; expected PARTITION@OFFSET, such as 0@12.");
        }
        return new LetterPlace(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }

    /** The same for the command line. */
    static final class Converter implements ITypeConverter<LetterPlace> {
        @Override
        public LetterPlace convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
