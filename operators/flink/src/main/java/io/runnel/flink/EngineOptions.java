package io.runnel.flink;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.inference.EngineSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The engine's settings in the TaskManager's configuration. The engine belongs to the process, so a
 * job cannot set them.
 *
 * <p>Put them beside Flink's own keys in {@code config.yaml}; all TaskManagers of a cluster should
 * have the same.
 */
public final class EngineOptions {
    public static final ConfigOption<String> MODELS_DIRECTORY =
            key("runnel.models.directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The model store: a folder with <name>/<version>/ on the TaskManager's own disk. Required.");

    public static final ConfigOption<String> MODELS_PUBLIC_KEY =
            key("runnel.models.public-key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A PEM file with an Ed25519 public key. If it is set, a model is loaded only if its"
                                    + " runnel.yaml.sig is a signature of its runnel.yaml for this key; the digests in"
                                    + " there pin every other file. None unless set.");

    public static final ConfigOption<Integer> WORKERS =
            key("runnel.inference.workers")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Threads that run models. As many as the TaskManager has CPUs unless set; fewer, with more"
                                    + " intra-op threads, answer a single document sooner.");

    public static final ConfigOption<Integer> INTRA_OP_THREADS =
            key("runnel.inference.intra-op-threads")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "ONNX Runtime threads of one model run. Workers times these should not exceed the CPUs.");

    public static final ConfigOption<Integer> BATCH_MAX_TOKENS =
            key("runnel.inference.batch.max-tokens")
                    .intType()
                    .defaultValue(256)
                    .withDescription(
                            "Most padded tokens in one model run (rows × longest row), at most 65,536. Raise while"
                                    + " throughput grows; lower if answers take too long or direct memory is short: its"
                                    + " inputs and outputs count as taskmanager.memory.task.off-heap.size.");

    public static final ConfigOption<Long> CACHE_MAX_CHARS =
            key("runnel.inference.cache.max-chars")
                    .longType()
                    .defaultValue(4_000_000L)
                    .withDescription(
                            "Most characters of text whose answers are kept, so that equal texts are answered once. 0"
                                    + " switches the cache off.");

    public static final ConfigOption<Duration> RUN_TIMEOUT =
            key("runnel.inference.run-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "Longest time that one model run may take before its documents become rejects with reason"
                                    + " TIMED_OUT. Waiting in the queue does not count.");

    public static final ConfigOption<String> GRAPH_CACHE_DIRECTORY =
            key("runnel.inference.graph-cache.directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A folder that keeps optimized graphs for the next start. Set it"
                                    + " for large models whose graph was exported without optimization. The first start,"
                                    + " which writes it, needs about twice the model's memory. Nobody but the"
                                    + " TaskManager's user should be able to write it; it may be deleted at any time."
                                    + " None unless set.");

    private static final List<String> PREFIXES = List.of("runnel.models.", "runnel.inference.");

    private EngineOptions() {}

    /** Every option, in the order of the documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                MODELS_DIRECTORY,
                MODELS_PUBLIC_KEY,
                WORKERS,
                INTRA_OP_THREADS,
                BATCH_MAX_TOKENS,
                CACHE_MAX_CHARS,
                RUN_TIMEOUT,
                GRAPH_CACHE_DIRECTORY);
    }

    /**
     * The settings in this configuration; all other keys in it are Flink's.
     *
     * @throws IllegalArgumentException with every mistake at once
     */
    public static EngineSettings read(Configuration configuration) {
        List<String> mistakes = new ArrayList<>(unknownKeys(configuration));
        Optional<Path> models = readModelsDirectory(configuration, mistakes);
        Optional<Integer> workers =
                read(configuration, WORKERS, mistakes, value -> value > 0, "above 0");
        Optional<Integer> threads =
                read(configuration, INTRA_OP_THREADS, mistakes, value -> value > 0, "above 0");
        Optional<Integer> tokens =
                read(
                        configuration,
                        BATCH_MAX_TOKENS,
                        mistakes,
                        value -> value > 0 && value <= EngineSettings.MOST_BATCH_TOKENS,
                        "from 1 to " + EngineSettings.MOST_BATCH_TOKENS);
        Optional<Long> cache =
                read(configuration, CACHE_MAX_CHARS, mistakes, value -> value >= 0, "0 or above");
        Optional<Duration> timeout =
                read(
                        configuration,
                        RUN_TIMEOUT,
                        mistakes,
                        value -> !value.isNegative() && !value.isZero(),
                        "above 0, as in 60 s");
        Optional<Path> graphs = readPath(configuration, GRAPH_CACHE_DIRECTORY, mistakes);
        Optional<Path> key = readPath(configuration, MODELS_PUBLIC_KEY, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    "The TaskManager's configuration has "
                            + mistakes.size()
                            + (mistakes.size() == 1 ? " mistake" : " mistakes")
                            + " under runnel.*; correct config.yaml and restart the TaskManager:\n  "
                            + String.join("\n  ", mistakes));
        }
        return new EngineSettings(
                models.orElseThrow(),
                workers.orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                threads.orElseThrow(),
                tokens.orElseThrow(),
                cache.orElseThrow(),
                timeout.orElseThrow(),
                graphs.orElse(null),
                key.orElse(null));
    }

    private static Optional<Path> readModelsDirectory(
            Configuration configuration, List<String> mistakes) {
        Optional<Path> directory = readPath(configuration, MODELS_DIRECTORY, mistakes);
        if (configuration.getOptional(MODELS_DIRECTORY).isEmpty()) {
            mistakes.add(
                    MODELS_DIRECTORY.key()
                            + ": expected the folder of the model store, found nothing. Set it.");
        }
        return directory;
    }

    private static Optional<Path> readPath(
            Configuration configuration, ConfigOption<String> option, List<String> mistakes) {
        Optional<String> path =
                read(configuration, option, mistakes, value -> !value.isBlank(), "that is a path");
        try {
            return path.map(Path::of);
        } catch (InvalidPathException e) {
            mistakes.add(option.key() + ": expected a path, found '" + path.get() + "'.");
            return Optional.empty();
        }
    }

    private static <T> Optional<T> read(
            Configuration configuration,
            ConfigOption<T> option,
            List<String> mistakes,
            Predicate<T> valid,
            String expected) {
        try {
            Optional<T> value = configuration.getOptional(option);
            if (value.isPresent() && !valid.test(value.get())) {
                mistakes.add(
                        option.key()
                                + ": expected a value "
                                + expected
                                + ", found '"
                                + value.get()
                                + "'.");
                return Optional.empty();
            }
            return value.or(() -> Optional.ofNullable(option.defaultValue()));
        } catch (IllegalArgumentException e) {
            mistakes.add(option.key() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> unknownKeys(Configuration configuration) {
        Set<String> known = all().stream().map(ConfigOption::key).collect(Collectors.toSet());
        List<String> mistakes = new ArrayList<>();
        for (String name : new TreeSet<>(configuration.keySet())) {
            if (PREFIXES.stream().anyMatch(name::startsWith) && !known.contains(name)) {
                mistakes.add(name + ": unknown key. Known are " + new TreeSet<>(known) + ".");
            }
        }
        return mistakes;
    }
}
