package io.runnel.inference.task;

import io.runnel.modelstore.QuoteRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the sentences of a summary by maximal marginal relevance (Carbonell and Goldstein 1998):
 * what tells most and repeats least comes first, as long as the words last.
 *
 * <p>With the numbers of the model's {@link QuoteRule}, for the sentences 0 … n-1 of a document,
 * each with its mean salience logit, its calibrated probability, its count of words and its
 * embedding:
 *
 * <ol>
 *   <li>a = logit + position × (1 - place / n) + length × ln(max(1, words)), and s is a rescaled
 *       linearly, so that the least of all n is 0 and the greatest 1 (all are 1 if all are equal).
 *   <li>Sentences without a word, or of fewer than {@code min_words}, drop out, unless all would.
 *       Of the rest, those drop out whose probability is below {@code share_of_best} times the
 *       highest one. Of these the {@value #MOST_CANDIDATES} of greatest s stay, the earlier one of
 *       equal ones.
 *   <li>Again and again the one is taken that has the greatest (1 - diversity) × s - diversity ×
 *       (its greatest cosine with a chosen one; 0 while none is chosen), the earliest of equal
 *       ones. The first one is chosen however long it is. Any other is chosen if it fits into
 *       {@code maxWords} beside those chosen, and if there is no chosen one so that the shorter of
 *       both shares {@value #SAME_WORDS} or more of its different words with the longer. If it is
 *       not, it is passed over for good, and the next one is tried, until none is left.
 * </ol>
 *
 * <p>A taken sentence is compared with every chosen one once, so 10,000 sentences cost no more than
 * {@value #MOST_CANDIDATES}.
 */
record QuoteChoice(int maxWords, QuoteRule rule) {
    static final int MOST_CANDIDATES = 500;
    static final double SAME_WORDS = 0.75;

    QuoteChoice {
        if (maxWords < 1) {
            throw new IllegalArgumentException(
                    "A summary of " + maxWords + " words says nothing; expected 1 or more.");
        }
    }

    /**
     * The chosen ones, in the order of the document.
     *
     * @param sentences all of the document, in order
     */
    List<Candidate> choose(List<Candidate> sentences) {
        MarginalRelevance left =
                new MarginalRelevance(rule.diversity(), candidates(Relevance.of(sentences, rule)));
        List<Candidate> chosen = new ArrayList<>();
        int words = 0;
        for (Optional<Candidate> best = left.take(); best.isPresent(); best = left.take()) {
            Candidate candidate = best.get();
            if (chosen.isEmpty() || adds(candidate, chosen, words)) {
                chosen.add(candidate);
                words += candidate.wordCount();
                left.chose(candidate);
            }
        }
        chosen.sort(Comparator.comparingInt(Candidate::order));
        return chosen;
    }

    private List<Relevance> candidates(List<Relevance> all) {
        int leastWords = Math.max(1, rule.minWords());
        List<Relevance> proper =
                all.stream().filter(one -> one.sentence().wordCount() >= leastWords).toList();
        List<Relevance> allowed = proper.isEmpty() ? all : proper;
        double best = allowed.stream().mapToDouble(one -> one.sentence().score()).max().orElse(0);
        return allowed.stream()
                .filter(one -> one.sentence().score() >= rule.shareOfBest() * best)
                .sorted(Relevance.GREATEST_FIRST)
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private boolean adds(Candidate candidate, List<Candidate> chosen, int words) {
        return words + candidate.wordCount() <= maxWords
                && chosen.stream().noneMatch(other -> other.sharedWords(candidate) >= SAME_WORDS);
    }
}
