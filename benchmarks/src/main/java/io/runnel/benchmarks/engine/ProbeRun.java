package io.runnel.benchmarks.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.measure.ChildJava;
import io.runnel.inference.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts {@link EngineProbe} in a process of its own and reads what it found. */
public record ProbeRun(Path corpus, CorpusSize size, EngineSettings settings, Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A heap that is touched as it grows: else nobody knows how much of it is in RAM. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms64m", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Runs it once; {@code load} is how long it keeps the engine busy. */
    public JsonNode run(String name, Duration load) throws InterruptedException {
        ChildJava.Program program =
                new ChildJava.Program(
                        name,
                        EngineProbe.class.getName(),
                        JVM_OPTIONS,
                        EngineProbe.arguments(corpus, size, load, settings));
        try (ChildJava process = ChildJava.start(program, folder)) {
            String printed = process.await(load.plus(PATIENCE));
            String found =
                    printed.lines()
                            .filter(line -> line.startsWith("{"))
                            .findFirst()
                            .orElseThrow(() -> process.failed("found nothing"));
            return JSON.readTree(found);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Process '" + name + "' printed no JSON: " + e.getMessage(), e);
        }
    }
}
