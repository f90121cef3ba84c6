package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.RejectReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutatedDocumentTest {
    private static final int DOCUMENTS = 20_000;
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "1e999999999",
                    "-",
                    "\"",
                    "\\",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\\ud83d",
                    "\u0000",
                    "7",
                    "[[[[",
                    "\"id\":1,",
                    "true",
                    "\uFEFF",
                    "1e-99999999999",
                    "0x1",
                    "\uFFFD");

    @Test
    void decodesOrRefusesEveryJsonDocumentAndWritesWhatItDecodes() {
        Map<RejectReason, Integer> refused = new EnumMap<>(RejectReason.class);
        Random random = new Random(42);
        for (int i = 0; i < DOCUMENTS; i++) {
            switch (i % 3) {
                case 0 ->
                        tryJson(
                                JsonDocumentCodec.tickets(),
                                Samples.ticket(Samples.place()),
                                random,
                                refused);
                case 1 ->
                        tryJson(
                                JsonDocumentCodec.invoices(),
                                Samples.invoice(Samples.place()),
                                random,
                                refused);
                default ->
                        tryJson(
                                JsonDocumentCodec.transcripts(),
                                Samples.transcript(Samples.place()),
                                random,
                                refused);
            }
        }

        assertThat(refused.keySet())
                .contains(
                        RejectReason.NOT_UTF8,
                        RejectReason.MALFORMED_BYTES,
                        RejectReason.MISSING_ID,
                        RejectReason.WRONG_TYPE);
    }

    @Test
    void decodesOrRefusesEveryAvroDocument() {
        Random random = new Random(43);
        byte[] bytes = AvroDocumentCodec.invoices().encode(Samples.invoice(Samples.place()));
        int refused = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] mutated = mutate(bytes, random);
            Decoded<?> decoded = AvroDocumentCodec.invoices().decode(Samples.origin(mutated));
            refused += decoded instanceof Decoded.Refused<?> ? 1 : 0;
        }

        assertThat(refused).isBetween(DOCUMENTS / 4, DOCUMENTS - 1);
    }

    private static <D extends Document> void tryJson(
            DocumentCodec<D> codec, D document, Random random, Map<RejectReason, Integer> refused) {
        byte[] mutated = mutate(codec.encode(document), random);
        Decoded<D> decoded = codec.decode(Samples.origin(mutated));
        if (decoded instanceof Decoded.Read<D> read) {
            byte[] written = codec.encode(read.document());
            D again = Samples.read(codec, written);
            assertThat(codec.encode(again)).isEqualTo(written);
        } else {
            refused.merge(((Decoded.Refused<D>) decoded).reject().reason(), 1, Integer::sum);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(mutated.length + 1);
            mutated =
                    switch (random.nextInt(4)) {
                        case 0 -> replaced(mutated, at, random.nextInt(12), new byte[0]);
                        case 1 ->
                                replaced(
                                        mutated,
                                        at,
                                        0,
                                        PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
                        case 2 -> replaced(mutated, at, random.nextInt(12), randomBytes(random));
                        default ->
                                replaced(
                                        mutated,
                                        at,
                                        random.nextInt(8),
                                        PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
                    };
        }
        return mutated;
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        int end = Math.min(bytes.length, at + length);
        byte[] made = Arrays.copyOf(bytes, bytes.length - (end - at) + by.length);
        System.arraycopy(by, 0, made, at, by.length);
        System.arraycopy(bytes, end, made, at + by.length, bytes.length - end);
        return made;
    }
}
