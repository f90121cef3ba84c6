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

    private static int atLeast(int least, String text) {
        int number;
        try {
            number = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(least, text);
        }
        if (number < least) {
            throw wrong(least, text);
        }
        return number;
    }

    private static TypeConversionException wrong(int least, String text) {
        return new TypeConversionException(
                "expected a number from " + least + ", found '" + text + "'");
    }
}
