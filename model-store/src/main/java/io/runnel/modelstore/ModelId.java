package io.runnel.modelstore;

/** Which model: {@code runnel-base/3}. Written and read in this form everywhere. */
public record ModelId(String name, String version) {
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
