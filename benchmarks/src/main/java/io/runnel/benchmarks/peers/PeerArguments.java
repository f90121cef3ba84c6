package io.runnel.benchmarks.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --name value} pairs. */
final class PeerArguments {
    private final Map<String, String> values = new HashMap<>();

    PeerArguments(List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            values.put(arguments.get(i), arguments.get(i + 1));
        }
    }

    FlinkWay way() {
        return FlinkWay.named(wanted("--way"));
    }

    PeerOptions options() {
        return new PeerOptions(
                Path.of(wanted("--corpus")),
                Path.of(wanted("--models")),
                Path.of(wanted("--pack")),
                seconds("--seconds"),
                seconds("--warmup"),
                Integer.parseInt(wanted("--threads")));
    }

    private Duration seconds(String name) {
        return Duration.ofMillis(Math.round(Double.parseDouble(wanted(name)) * 1e3));
    }

    private String wanted(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    name + " is missing; see benchmarks/peers/README.md.");
        }
        return value;
    }
}
