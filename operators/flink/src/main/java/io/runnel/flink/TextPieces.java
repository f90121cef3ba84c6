package io.runnel.flink;

import io.runnel.inference.text.Passage;
import java.util.List;

/**
 * What of a document's texts is handed over to tell its language: all of a short document; of a
 * long one four pieces, from its start to its end. Never more than {@value #MOST_CHARS} characters,
 * since the detector reads fewer and a transcript may have megabytes.
 */
public final class TextPieces {
    static final int MOST_CHARS = 8_003;

    private static final int PIECES = 4;
    private static final int PIECE_CHARS = 2_000;

    private TextPieces() {}

    /** The texts of these passages, a line break between two. */
    public static String of(List<Passage> passages) {
        long length = passages.stream().mapToLong(passage -> passage.text().length() + 1L).sum();
        StringBuilder pieces = new StringBuilder();
        if (length <= PIECES * PIECE_CHARS) {
            append(passages, 0, length, pieces);
            return pieces.toString();
        }
        for (int i = 0; i < PIECES; i++) {
            long start = (length - PIECE_CHARS) * i / (PIECES - 1);
            append(passages, start, start + PIECE_CHARS, pieces);
        }
        return pieces.toString();
    }

    /** Adds what stands from start to end, as if all texts were one. */
    private static void append(List<Passage> passages, long start, long end, StringBuilder pieces) {
        long before = 0;
        for (Passage passage : passages) {
            String text = passage.text();
            int from = (int) Math.max(0, Math.min(text.length(), start - before));
            int to = (int) Math.max(0, Math.min(text.length(), end - before));
            if (from < to) {
                if (!pieces.isEmpty()) {
                    pieces.append('\n');
                }
                pieces.append(text, from, to);
            }
            before += text.length() + 1L;
        }
    }
}
