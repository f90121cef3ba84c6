package io.runnel.jobs.command.models.teach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Parts of a table that take turns in being judged; each has its share of every label. */
final class Folds {
    private final int[] foldOf;
    private final int count;

    private Folds(int[] foldOf, int count) {
        this.foldOf = foldOf;
        this.count = count;
    }

    /** The same rows and seed give the same folds. */
    static Folds of(int[] labels, int labelCount, int count, long seed) {
        int[] foldOf = new int[labels.length];
        Random random = new Random(seed);
        int next = 0;
        for (int label = 0; label < labelCount; label++) {
            List<Integer> rows = new ArrayList<>();
            for (int row = 0; row < labels.length; row++) {
                if (labels[row] == label) {
                    rows.add(row);
                }
            }
            Collections.shuffle(rows, random);
            for (int row : rows) {
                foldOf[row] = next++ % count;
            }
        }
        return new Folds(foldOf, count);
    }

    int count() {
        return count;
    }

    /** The rows that are judged in this turn. */
    List<Integer> judged(int fold) {
        return rows(fold, true);
    }

    /** The rows that are learned from in this turn. */
    List<Integer> learned(int fold) {
        return rows(fold, false);
    }

    private List<Integer> rows(int fold, boolean inside) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < foldOf.length; row++) {
            if ((foldOf[row] == fold) == inside) {
                rows.add(row);
            }
        }
        return rows;
    }
}
