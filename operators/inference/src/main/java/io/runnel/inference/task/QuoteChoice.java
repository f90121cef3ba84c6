package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the sentences of a summary: best first, as long as the words last. A sentence that says
 * what a chosen one says, that does not fit any more, or that is far below the best is passed over;
 * one of fewer than four words is chosen only where there is no longer one.
 */
record QuoteChoice(int maxWords) {
    private static final int MIN_WORDS = 4;
    private static final double SAME_WORDS = 0.75;
    private static final double SHARE_OF_BEST = 0.5;

    QuoteChoice {
        if (maxWords < 1) {
            throw new IllegalArgumentException(
                    "A summary of " + maxWords + " words says nothing; expected 1 or more.");
        }
    }

    /** The chosen ones, in the order of the document. */
    List<Candidate> choose(List<Candidate> candidates) {
        List<Candidate> proper =
                candidates.stream()
                        .filter(candidate -> candidate.wordCount() >= MIN_WORDS)
                        .toList();
        List<Candidate> ranked = new ArrayList<>(proper.isEmpty() ? candidates : proper);
        ranked.sort(
                Comparator.comparingDouble(Candidate::score)
                        .reversed()
                        .thenComparingInt(Candidate::order));
        List<Candidate> chosen = new ArrayList<>();
        int words = 0;
        for (Candidate candidate : ranked) {
            if (chosen.isEmpty() || adds(candidate, chosen, words)) {
                chosen.add(candidate);
                words += candidate.wordCount();
            }
        }
        chosen.sort(Comparator.comparingInt(Candidate::order));
        return chosen;
    }

    private boolean adds(Candidate candidate, List<Candidate> chosen, int words) {
        return words + candidate.wordCount() <= maxWords
                && candidate.score() >= SHARE_OF_BEST * chosen.get(0).score()
                && chosen.stream().noneMatch(other -> other.sharedWords(candidate) >= SAME_WORDS);
    }
}
