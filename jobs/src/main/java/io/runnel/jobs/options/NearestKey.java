package io.runnel.jobs.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a key. */
final class NearestKey {
    private NearestKey() {}

    /** The known key that takes the fewest edits, if they are fewer than a third of its length. */
    static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(key -> distance(typed, key))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(key -> 3 * distance(typed, key) <= key.length());
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours; a key that was typed without
     * its group counts only a little.
     */
    static int distance(String typed, String key) {
        return key.endsWith("." + typed) ? 1 : edits(typed, key);
    }

    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(
                        cost[i - 1][j - 1] + substitution,
                        1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
