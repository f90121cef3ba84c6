package io.runnel.peers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The arguments that every contestant takes. */
public record Options(
        Path corpus, Path models, double seconds, double warmup, int threads, int batch) {
    /**
     * Reads {@code --name value} pairs; names that this contestant has no use for are passed over.
     *
     * @param batch this contestant's default
     */
    public static Options read(String[] arguments, int batch) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Options(
                Path.of(wanted(values, "--corpus")),
                Path.of(wanted(values, "--models")),
                Double.parseDouble(wanted(values, "--seconds")),
                Double.parseDouble(values.getOrDefault("--warmup", "5")),
                Integer.parseInt(wanted(values, "--threads")),
                Integer.parseInt(values.getOrDefault("--batch", Integer.toString(batch))));
    }

    private static String wanted(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    name + " is missing; see benchmarks/peers/README.md.");
        }
        return value;
    }
}
