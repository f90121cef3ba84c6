package io.runnel.benchmarks.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the documents of one feed from all others, and from each other: their records' keys, which
 * jobs pass on.
 *
 * @param feed its number
 */
record FeedKey(int feed) {
    private static final AtomicInteger LAST = new AtomicInteger();
    private static final char BETWEEN = '-';

    /** A feed that nobody has had before in this process. */
    static FeedKey next() {
        return new FeedKey(LAST.incrementAndGet());
    }

    /** The key of a document of this feed. */
    byte[] of(int number) {
        return (feed + "" + BETWEEN + number).getBytes(StandardCharsets.US_ASCII);
    }

    /** The document's number, or -1 if it is not of this feed. */
    int number(byte[] key) {
        if (key == null) {
            return -1;
        }
        String text = new String(key, StandardCharsets.US_ASCII);
        String prefix = feed + "" + BETWEEN;
        return text.startsWith(prefix) ? Integer.parseInt(text.substring(prefix.length())) : -1;
    }
}
