package io.runnel.jobs.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many, on the command line; what is no such number is wrong use. */
public final class Count {
    private Count() {}

    /** One or more. */
    public static final class AtLeastOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return atLeast(1, text);
        }
    }

    /** None or more. */
    public static final class NoneOrMore implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return atLeast(0, text);
        }
    }

    /** The number of a port; 0 is any. */
    public static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return within(0, 65_535, "a number from 0 to 65535", text);
        }
    }

    private static int atLeast(int least, String text) {
        return within(least, Integer.MAX_VALUE, "a number from " + least, text);
    }

    private static int within(int least, int most, String expected, String text) {
        int number;
        try {
            number = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(expected, text);
        }
        if (number < least || number > most) {
            throw wrong(expected, text);
        }
        return number;
    }

    private static TypeConversionException wrong(String expected, String text) {
        return new TypeConversionException("expected " + expected + ", found '" + text + "'");
    }
}
