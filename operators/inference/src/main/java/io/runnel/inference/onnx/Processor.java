package io.runnel.inference.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the machine's processor is and can do: an optimized graph may use all of it. */
final class Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final String WINDOWS = "PROCESSOR_IDENTIFIER";

    private Processor() {}

    /** Equal on equal processors; empty if the system does not tell, as on macOS. */
    static Optional<String> description() {
        return description(LINUX, System.getenv());
    }

    /**
     * @param linux the file in which Linux tells
     * @param environment the variables in one of which Windows tells
     */
    static Optional<String> description(Path linux, Map<String, String> environment) {
        return (Files.exists(linux)
                        ? described(linux)
                        : Optional.ofNullable(environment.get(WINDOWS)))
                .filter(description -> !description.isBlank());
    }

    private static Optional<String> described(Path linux) {
        try (Stream<String> lines = Files.lines(linux)) {
            return Optional.of(
                    lines.filter(Processor::tells).distinct().collect(Collectors.joining("\n")));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be read, so no optimized graph is kept.", linux, e);
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
