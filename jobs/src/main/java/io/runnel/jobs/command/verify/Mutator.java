package io.runnel.jobs.command.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes bad input out of good one: the same seed and number give the same bytes, so a mutant that
 * breaks something can be made again alone. Most mutants are a few changes away from a document,
 * since pure noise never comes further than the first byte; seven of eight from a short one, since
 * a change that breaks something needs no long text around it, and a model does.
 */
final class Mutator {
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "true",
                    "{}",
                    "[]",
                    "\"\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "-",
                    "1e999999999",
                    "1e-999999999",
                    "-0",
                    "0x1",
                    "NaN",
                    "Infinity",
                    "1.7976931348623159e308",
                    "9223372036854775808",
                    "\\u0000",
                    "\\ud83d",
                    "\\ud83d\\ude00",
                    "\u0000",
                    "\uFEFF",
                    "\uFFFE",
                    "\u202E",
                    "e\u0301",
                    "\u200D",
                    "💳",
                    "\r\n",
                    "\u2028",
                    "\"id\":1,",
                    "\"id\":\"x\",",
                    "\"text\":",
                    "\"turns\":[",
                    "\"line_items\":[{",
                    "\"__proto__\":{},",
                    "<script>",
                    "${jndi:ldap://x}",
                    "'; DROP TABLE tickets;--",
                    "../../etc/passwd",
                    "%n%s%d");

    private static final int LARGE_EVERY = 10_000;
    private static final int FIRST_LARGE = 999;
    private static final int LARGE_BYTES = 3_000_000;
    private static final int DEEP = 100_000;
    private static final int LONG_ONE_OF = 8;

    private final List<byte[]> shortDocuments;
    private final List<byte[]> documents;
    private final long seed;

    /**
     * @param shortDocuments what is mutated most of the time
     * @param documents what is mutated now and then
     */
    Mutator(List<byte[]> shortDocuments, List<byte[]> documents, long seed) {
        this.shortDocuments = List.copyOf(shortDocuments);
        this.documents = List.copyOf(documents);
        this.seed = seed;
    }

    /** The mutant of this number; {@code null} is a tombstone. */
    byte[] mutant(int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        byte[] document = document(random);
        if (number % LARGE_EVERY == FIRST_LARGE) {
            return large(random);
        }
        int dice = random.nextInt(1_000);
        if (dice < 5) {
            return null;
        }
        if (dice < 10) {
            return new byte[0];
        }
        if (dice < 20) {
            return noise(random);
        }
        if (dice < 170) {
            return misspelt(document, random);
        }
        byte[] mutant = document.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            mutant = changed(mutant, random);
        }
        return mutant;
    }

    /** The key of the mutant: none, empty, ordinary or strange. */
    byte[] key(int number) {
        SplittableRandom random = new SplittableRandom(seed * 37 + number);
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> noise(random);
            default -> ("key-" + number % 1_000).getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] document(SplittableRandom random) {
        List<byte[]> some = random.nextInt(LONG_ONE_OF) == 0 ? documents : shortDocuments;
        return some.get(random.nextInt(some.size()));
    }

    private byte[] changed(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, random);
            case 1 -> replaced(bytes, at, random.nextInt(20), new byte[0]);
            case 2 -> replaced(bytes, at, random.nextInt(20), piece(random));
            case 3 -> replaced(bytes, at, 0, piece(random));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> replaced(bytes, at, 0, slice(bytes, random));
            case 6 -> replaced(bytes, at, random.nextInt(8), noise(random));
            default -> replaced(bytes, at, bytes.length, slice(document(random), random));
        };
    }

    /** Still a document nearly always, with a text that nobody has written. */
    private static byte[] misspelt(byte[] bytes, SplittableRandom random) {
        byte[] misspelt = bytes.clone();
        for (int i = 0; i < 12 && misspelt.length > 0; i++) {
            int at = random.nextInt(misspelt.length);
            if (misspelt[at] >= 'a' && misspelt[at] <= 'z' && at > misspelt.length / 3) {
                misspelt[at] = (byte) ('a' + random.nextInt(26));
            }
        }
        return misspelt;
    }

    /** Large in one of the ways in which input is large. */
    private static byte[] large(SplittableRandom random) {
        String text =
                switch (random.nextInt(4)) {
                    case 0 -> "{\"id\":\"deep\",\"text\":\"x\",\"more\":" + "[".repeat(DEEP) + "}";
                    case 1 -> "{\"id\":\"long\",\"text\":" + "1".repeat(LARGE_BYTES) + "}";
                    case 2 ->
                            "{\"id\":\""
                                    + "i".repeat(LARGE_BYTES)
                                    + "\",\"text\":\"Where is it?\"}";
                    default -> "x".repeat(LARGE_BYTES);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] slice(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
    }

    private static byte[] piece(SplittableRandom random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[1 + random.nextInt(24)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        int end = (int) Math.min(bytes.length, (long) at + length);
        byte[] made = Arrays.copyOf(bytes, bytes.length - (end - at) + by.length);
        System.arraycopy(by, 0, made, at, by.length);
        System.arraycopy(bytes, end, made, at + by.length, bytes.length - end);
        return made;
    }
}
