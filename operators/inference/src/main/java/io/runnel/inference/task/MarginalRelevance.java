package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The candidates that were not taken yet. What is taken next has most relevance that no chosen one
 * has already: (1 - diversity) × relevance - diversity × greatest cosine with a chosen one.
 */
final class MarginalRelevance {
    private final double diversity;
    private final List<Left> left = new ArrayList<>();
    private boolean choseAny;

    /**
     * @param inOrder the greatest relevance first; of equal ones the one to be preferred
     */
    MarginalRelevance(double diversity, List<Relevance> inOrder) {
        this.diversity = diversity;
        inOrder.forEach(one -> left.add(new Left(one)));
    }

    /** Takes the best one out; the earliest in the document of equal ones. */
    Optional<Candidate> take() {
        int best = -1;
        for (int i = 0; i < left.size(); i++) {
            if (best < 0 || isBetter(left.get(i), left.get(best))) {
                best = i;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(left.remove(best).one.sentence());
    }

    /** From now on what is like this one is worth less. */
    void chose(Candidate chosen) {
        for (Left candidate : left) {
            double cosine = candidate.one.sentence().embedding().cosine(chosen.embedding());
            candidate.nearest = choseAny ? Math.max(candidate.nearest, cosine) : cosine;
        }
        choseAny = true;
    }

    private boolean isBetter(Left candidate, Left best) {
        double value = value(candidate);
        double bestValue = value(best);
        return value > bestValue
                || (value == bestValue
                        && candidate.one.sentence().order() < best.one.sentence().order());
    }

    private double value(Left candidate) {
        return (1 - diversity) * candidate.one.value() - diversity * candidate.nearest;
    }

    /** A candidate and its greatest cosine with a chosen one; 0 before one was chosen. */
    private static final class Left {
        private final Relevance one;
        private double nearest;

        private Left(Relevance one) {
            this.one = one;
        }
    }
}
