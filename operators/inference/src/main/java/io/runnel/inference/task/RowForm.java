package io.runnel.inference.task;

import io.runnel.inference.token.TokenizedChunk;
import java.util.List;
import java.util.function.Function;

/**
 * What a row of the model holds, which a task's head decides: equal forms can share rows.
 *
 * @param stride how many tokens rows of one text share, where they are cut wherever they are full;
 *     -1 where they are cut between sentences
 * @param seconds the second text of each row: every one of them is read with every part of the text
 */
public record RowForm(Packing packing, int stride, List<String> seconds) {
    /** Whether texts share rows. */
    public enum Packing {
        /** Texts follow each other in a row, as long as there is room. */
        TOGETHER,
        /** A row holds one text, or a part of it. */
        APART
    }

    /** Texts follow each other. */
    public static final RowForm TOGETHER = new RowForm(Packing.TOGETHER, -1, List.of());

    /** A row for each text. */
    public static final RowForm APART = new RowForm(Packing.APART, -1, List.of());

    public RowForm {
        seconds = List.copyOf(seconds);
    }

    /**
     * What is left of a document whose long texts are truncated: its first row where texts follow
     * each other, and the first row of every text (with every second text) where they are apart.
     *
     * @param rows all of them, in the order of the document
     */
    public <T> List<T> truncated(List<T> rows, Function<T, TokenizedChunk> chunk) {
        return switch (packing) {
            case TOGETHER -> List.copyOf(rows.subList(0, Math.min(1, rows.size())));
            case APART -> rows.stream().filter(row -> startsText(chunk.apply(row))).toList();
        };
    }

    /** A row may repeat the start of a text as context; its own tokens start later then. */
    private static boolean startsText(TokenizedChunk row) {
        return row.pieces().get(0).piece().firstOwnToken() == 0;
    }

    /** A row for each text and second text. */
    static RowForm pairs(List<String> seconds) {
        return new RowForm(Packing.APART, -1, seconds);
    }

    /** A row for each text, cut as the reference cuts long ones. */
    static RowForm strided(int stride) {
        return new RowForm(Packing.APART, stride, List.of());
    }
}
