package io.runnel.fuzz;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.OptionMistakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Any file and any arguments are settings or a list of mistakes, never an exception of another
 * kind; and the table that is printed never shows a password.
 */
public final class JobConfiguration {
    private static final Path FILE = file();
    private static final String SECRET = "hunter2-is-secret";

    private JobConfiguration() {}

    /** The first line is the arguments, parted by blanks; what follows is the file. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        try {
            Files.writeString(FILE, end < 0 ? "" : text.substring(end + 1));
        } catch (IOException e) {
            // A lone surrogate cannot be written; the file stays as it was.
            return;
        }
        List<String> arguments =
                Stream.concat(
                                Stream.of("--config=" + FILE),
                                Stream.of(line.split(" ")).filter(word -> !word.isEmpty()))
                        .toList();
        EffectiveOptions options =
                EffectiveOptions.of(
                        Arguments.parse(arguments),
                        Map.of("RUNNEL_KAFKA_PROPERTIES_SSL_KEY_PASSWORD", SECRET));
        if (options.table().contains(SECRET)) {
            throw new AssertionError("The table of options shows a password.");
        }
        try {
            JobSettings.of(options);
        } catch (OptionMistakes e) {
            if (e.mistakes().isEmpty()) {
                throw new AssertionError("A refusal says nothing.", e);
            }
            if (String.valueOf(e.getMessage()).contains(SECRET)
                    || e.mistakes().toString().contains(SECRET)) {
                throw new AssertionError("A list of mistakes shows a password.", e);
            }
        }
    }

    private static Path file() {
        try {
            return Files.createTempFile("runnel-fuzz-", ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
