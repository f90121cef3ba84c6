package io.runnel.inference.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * How rows that lie one behind the other are put into another order in place: each row that stays
 * is left alone, each that changes is copied once, and each ring of rows needs one copy more.
 */
final class RowMoves {
    /** The place outside of the rows that holds one of them for a while. */
    static final int ASIDE = -1;

    private RowMoves() {}

    /** One row is copied over another one. */
    record Move(int from, int to) {}

    /** The copies that make row {@code i} what row {@code sources[i]} was, to be done in order. */
    static List<Move> toOrder(int[] sources) {
        List<Move> moves = new ArrayList<>();
        int[] readers = new int[sources.length];
        boolean[] done = new boolean[sources.length];
        for (int row = 0; row < sources.length; row++) {
            done[row] = sources[row] == row;
            if (!done[row]) {
                readers[sources[row]]++;
            }
        }
        for (int row = 0; row < sources.length; row++) {
            fill(row, sources, readers, done, moves);
        }
        for (int row = 0; row < sources.length; row++) {
            if (!done[row]) {
                turn(row, sources, readers, done, moves);
            }
        }
        return moves;
    }

    /** Fills a row that nobody reads any more, then the row that it was filled from, and so on. */
    private static void fill(
            int start, int[] sources, int[] readers, boolean[] done, List<Move> moves) {
        int row = start;
        while (!done[row] && readers[row] == 0) {
            int from = sources[row];
            moves.add(new Move(from, row));
            done[row] = true;
            readers[from]--;
            if (done[from]) {
                return;
            }
            row = from;
        }
    }

    /** What is left are rings, in which each row is read by one other row. */
    private static void turn(
            int start, int[] sources, int[] readers, boolean[] done, List<Move> moves) {
        moves.add(new Move(start, ASIDE));
        int row = start;
        while (sources[row] != start) {
            moves.add(new Move(sources[row], row));
            done[row] = true;
            readers[sources[row]]--;
            row = sources[row];
        }
        moves.add(new Move(ASIDE, row));
        done[row] = true;
    }
}
