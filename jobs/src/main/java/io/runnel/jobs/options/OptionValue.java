package io.runnel.jobs.options;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text that one key has, and where it came from.
 *
 * @param place the argument, variable, or file, as a person would look for it
 */
public record OptionValue(String key, String text, OptionOrigin origin, String place) {
    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|jaas|credential|keystore\\.key|private");

    /** The text, or asterisks where the key says that it is a secret. */
    public String shown() {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find() ? "******" : text;
    }
}
