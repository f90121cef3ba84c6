package io.runnel.jobs.command.models.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well rows that no label fits are told from the others by one number: 1 minus the largest
 * probability of an in-scope label. Rows with a score of at least a threshold are called out of
 * scope.
 */
public final class OutOfScope {
    /** The label that stands for "none of the others". */
    public static final String LABEL = "out-of-scope";

    private static final double TRUE_POSITIVES = 0.95;

    /** Above every score, and still so after any rounding. */
    private static final double OUT_OF_REACH = 2;

    private final List<Scored> rows = new ArrayList<>();

    /**
     * One row.
     *
     * @param score 1 minus the largest probability of an in-scope label
     * @param right whether that label is right
     */
    private record Scored(double score, Scope scope, boolean right) {}

    /** Where a row belongs. */
    public enum Scope {
        IN,
        OUT
    }

    /**
     * A threshold and what it does.
     *
     * @param inScopeAccuracy the share of in-scope rows that are below it and have the right label
     * @param recall the share of out-of-scope rows that are not below it
     */
    public record Operation(double threshold, double inScopeAccuracy, double recall) {}

    public void add(double score, Scope scope, boolean right) {
        rows.add(new Scored(score, scope, right));
    }

    public long rows(Scope scope) {
        return rows.stream().filter(row -> row.scope() == scope).count();
    }

    /** Whether there are rows of both kinds, without which nothing can be measured. */
    public boolean isMeasurable() {
        return rows(Scope.IN) > 0 && rows(Scope.OUT) > 0;
    }

    /**
     * The chance that an out-of-scope row scores higher than an in-scope row; half where they are
     * equal.
     */
    public double auroc() {
        double wins = 0;
        double below = 0;
        for (List<Scored> equal : ascending()) {
            long out = equal.stream().filter(row -> row.scope() == Scope.OUT).count();
            long in = equal.size() - out;
            wins += out * (below + in / 2.0);
            below += in;
        }
        return wins / ((double) rows(Scope.IN) * rows(Scope.OUT));
    }

    /**
     * The share of in-scope rows that are called out of scope at the highest threshold that finds
     * at least 95 % of the out-of-scope rows.
     */
    public double falsePositivesAt95() {
        List<List<Scored>> groups = ascending();
        double needed = TRUE_POSITIVES * rows(Scope.OUT);
        long out = 0;
        long in = 0;
        for (int i = groups.size() - 1; i >= 0 && out < needed; i--) {
            for (Scored row : groups.get(i)) {
                out += row.scope() == Scope.OUT ? 1 : 0;
                in += row.scope() == Scope.IN ? 1 : 0;
            }
        }
        return (double) in / rows(Scope.IN);
    }

    /** The accuracy of the in-scope rows if no row is called out of scope. */
    public double inScopeAccuracy() {
        return (double) rows.stream().filter(OutOfScope::isRightInScope).count() / rows(Scope.IN);
    }

    /**
     * The lowest threshold at which the in-scope accuracy is still this; where it never is, 2,
     * which calls nothing out of scope.
     */
    public Operation keeping(double accuracy) {
        long right = 0;
        long outBelow = 0;
        double in = rows(Scope.IN);
        double out = rows(Scope.OUT);
        for (List<Scored> equal : ascending()) {
            if (right / in >= accuracy) {
                return new Operation(equal.get(0).score(), right / in, 1 - outBelow / out);
            }
            right += equal.stream().filter(OutOfScope::isRightInScope).count();
            outBelow += equal.stream().filter(row -> row.scope() == Scope.OUT).count();
        }
        return new Operation(OUT_OF_REACH, right / in, 0);
    }

    private static boolean isRightInScope(Scored row) {
        return row.scope() == Scope.IN && row.right();
    }

    /** Rows of equal score together, lowest first. */
    private List<List<Scored>> ascending() {
        List<Scored> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(Scored::score));
        List<List<Scored>> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i).score() != sorted.get(start).score()) {
                groups.add(sorted.subList(start, i));
                start = i;
            }
        }
        return groups;
    }
}
