package io.runnel.modelstore;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which model: {@code runnel-base/3}. Written and read in this form everywhere. */
public record ModelId(String name, String version) {
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /** Why this cannot be a name or version, if it cannot: it is a folder's name in the store. */
    public static Optional<String> mistake(String part) {
        return PART.matcher(part).matches()
                ? Optional.empty()
                : Optional.of(
                        "'"
                                + part
                                + "' cannot be a name or version; expected lower-case letters, digits,"
                                + " '.', '_' and '-', with a letter or digit first.");
    }

    /**
     * Reads {@code name/version}.
     *
     * @throws IllegalArgumentException if the text is no such pair, with an example
     */
    public static ModelId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "Model '" + text + "' is not of the form name/version, such as runnel-base/3.");
        }
        return new ModelId(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
