package io.runnel.jobs.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a job: {@code --key value} or {@code --key=value} for every option, and {@code
 * --config FILE}.
 *
 * @param values by key, as they were typed
 * @param mistakes what is no such pair
 */
public record Arguments(Map<String, String> values, Optional<Path> config, List<String> mistakes) {
    private static final String CONFIG = "config";

    /** Reads the arguments; never throws, mistakes are collected. */
    public static Arguments parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--") || argument.length() == 2) {
                mistakes.add("'" + argument + "': expected --key value");
                continue;
            }
            int equals = argument.indexOf('=');
            String key = argument.substring(2, equals < 0 ? argument.length() : equals);
            String value = null;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
                value = arguments.get(++i);
            }
            if (value == null) {
                mistakes.add("--" + key + ": expected a value behind it, found none");
            } else if (values.putIfAbsent(key, value) != null) {
                mistakes.add("--" + key + ": given twice");
            }
        }
        Optional<Path> config = Optional.ofNullable(values.remove(CONFIG)).map(Path::of);
        return new Arguments(values, config, mistakes);
    }
}
