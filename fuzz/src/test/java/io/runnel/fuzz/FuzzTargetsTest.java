package io.runnel.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target holds for its seeds, for everything that fuzzing has ever found, and for a thousand
 * mutations of both; the long run is {@code fuzz/run.sh}.
 */
class FuzzTargetsTest {
    private static final int MUTATIONS = 1_000;

    private static Stream<Arguments> targets() {
        return Stream.of(
                target("DocumentDecoding", DocumentDecoding::fuzzerTestOneInput),
                target("EnrichedDecoding", EnrichedDecoding::fuzzerTestOneInput),
                target("TokenizerBoundary", TokenizerBoundary::fuzzerTestOneInput),
                target("Redaction", Redaction::fuzzerTestOneInput),
                target("ModelFolder", ModelFolder::fuzzerTestOneInput),
                target("JobConfiguration", JobConfiguration::fuzzerTestOneInput));
    }

    /** A finding that hangs must not hang the build. */
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void keepsItsPromise(String name, Consumer<byte[]> target) throws IOException {
        List<byte[]> all = new ArrayList<>(Seeds.of(name));
        all.addAll(found(name));
        all.forEach(target);
        Random random = new Random(42);
        for (int i = 0; i < MUTATIONS; i++) {
            target.accept(mutated(all.get(random.nextInt(all.size())), random));
        }
    }

    /** What fuzzing has found for a target, one file each. */
    private static List<byte[]> found(String target) throws IOException {
        Path folder = Path.of("findings", target);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<byte[]> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                found.add(Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated = Arrays.copyOf(mutated, at + 1);
                default -> {
                    byte[] doubled = Arrays.copyOf(mutated, mutated.length + at);
                    System.arraycopy(mutated, 0, doubled, mutated.length, at);
                    mutated = doubled.length < 100_000 ? doubled : mutated;
                }
            }
        }
        return mutated;
    }

    private static Arguments target(String name, Consumer<byte[]> target) {
        return Arguments.of(name, target);
    }
}
