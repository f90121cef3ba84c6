package io.runnel.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * Every target holds for its seeds, for everything that fuzzing has ever found, and for some
 * thousand mutations of both; the long run is {@code fuzz/run.sh}.
 */
class FuzzTargetsTest {
    private static final int MUTATIONS = 3_000;

    private static Stream<Arguments> targets() {
        return Stream.of(
                target("DocumentDecoding", DocumentDecoding::fuzzerTestOneInput, documents()),
                target("EnrichedDecoding", EnrichedDecoding::fuzzerTestOneInput, documents()),
                target("TokenizerBoundary", TokenizerBoundary::fuzzerTestOneInput, texts()),
                target("Redaction", Redaction::fuzzerTestOneInput, personal()),
                target("ModelFolder", ModelFolder::fuzzerTestOneInput, cards()),
                target("JobConfiguration", JobConfiguration::fuzzerTestOneInput, options()));
    }

    /** A finding that hangs must not hang the build. */
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void keepsItsPromise(String name, Consumer<byte[]> target, List<byte[]> seeds)
            throws IOException {
        List<byte[]> all = new ArrayList<>(seeds);
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

    private static Arguments target(String name, Consumer<byte[]> target, List<byte[]> seeds) {
        return Arguments.of(name, target, seeds);
    }

    private static List<byte[]> documents() {
        return Stream.of(
                        "\0{\"id\":\"1\",\"line_items\":[{\"description\":\"Paper\",\"amount\":12.5}]}",
                        "\1{\"id\":\"1\",\"turns\":[{\"speaker\":\"agent\",\"text\":\"Hello\"}]}",
                        "\2{\"id\":\"1\",\"text\":\"Where is it?\",\"more\":{\"a\":[1,2,{}]}}",
                        "\2{\"id\":\"1\",\"text\":\"" + "[".repeat(5_000) + "\"}",
                        "\2" + "[".repeat(50_000),
                        "\0{\"source\":{\"topic\":\"t\",\"partition\":0,\"offset\":1}}",
                        "\1\2\2x",
                        "\5\2x\0")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static List<byte[]> texts() {
        List<byte[]> texts = new ArrayList<>();
        // Two halves of one character, the wrong way round, and a letter between.
        texts.add(new byte[] {0, (byte) 0xDC, (byte) 0xB3, 0, 'a', (byte) 0xD8, 0x3D});
        Stream.of(
                        "\1Hello, I paid £25.99 with my card 💳 at Café Müller.",
                        "\1e\u0301\u0301 \u200D👩‍👩‍👧 \u202E abc \uFEFF",
                        "\1" + "x".repeat(3_000),
                        "\1" + "a b. ".repeat(600))
                .map(text -> text.getBytes(UTF_8))
                .forEach(texts::add);
        return texts;
    }

    private static List<byte[]> personal() {
        return Stream.of(
                        "{\"id\":\"1\",\"text\":\"anna@example.com, +49 30 901820\",\"a@b.com\":[4111111111111111]}",
                        "{\"id\":4111111111111111,\"text\":\"DE89 3704 0044 0532 0130 00\"}",
                        "{\"id\":\"1\",\"text\":\"x\",\"a\\u0040b.com\":1,\"c@d.com\":1e999999999}",
                        "{\"id\":\"\\ud83d\",\"text\":\"536-90-4399\",\"turns\":null}",
                        "anna@example.com \\u0040")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static List<byte[]> cards() {
        return Stream.of(
                        "name: a\nversion: 1\nfile: onnx/model.onnx\n",
                        "file: ../../etc/passwd\n",
                        "digests: {\"/etc/passwd\": 00}\n",
                        "file: link/etc/passwd\n",
                        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c"
                                + " [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne:"
                                + " &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                                + "g: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
                        "heads: " + "[".repeat(5_000),
                        "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static List<byte[]> options() {
        return Stream.of(
                        "--type ticket --kafka.bootstrap-servers a:1\ndelivery: {guarantee:"
                                + " at-least-once}\n",
                        "--type=ticket --kafka.properties.sasl.jaas.config=x\n",
                        "--config --config\nkafka: [1]\n",
                        "\nkafka: {sink: {max-record-bytes: 99999999999999999999 gb}}\n",
                        "\ndelivery.transaction-timeout: -1 d\n",
                        "\na: &a {b: *a}\n")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }
}
