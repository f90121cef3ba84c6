package io.runnel.inference.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the machine's processor is and can do: an optimized graph may use all of it. */
final class Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Equal on equal processors; empty if the system should tell and does not. */
    static Optional<String> description() {
        if (!Files.exists(LINUX)) {
            return Optional.of(String.valueOf(System.getenv("PROCESSOR_IDENTIFIER")));
        }
        try (Stream<String> lines = Files.lines(LINUX)) {
            return Optional.of(
                    lines.filter(Processor::tells).distinct().collect(Collectors.joining("\n")));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read, so no optimized graph is kept.", LINUX, e);
            return Optional.empty();
        }
    }

    private static boolean tells(String line) {
        return Stream.of(
                        "vendor_id",
                        "model name",
                        "flags",
                        "CPU implementer",
                        "CPU part",
                        "Features")
                .anyMatch(line::startsWith);
    }
}
