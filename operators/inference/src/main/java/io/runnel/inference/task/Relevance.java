package io.runnel.inference.task;

import io.runnel.modelstore.QuoteRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sentence and how much it tells beside the others of its document.
 *
 * @param value from 0, the least of them, to 1, the greatest
 */
record Relevance(Candidate sentence, double value) {
    /** The earlier one of equal ones. */
    static final Comparator<Relevance> GREATEST_FIRST =
            Comparator.comparingDouble(Relevance::value)
                    .reversed()
                    .thenComparingInt(one -> one.sentence().order());

    /** The relevance of all sentences of a document, by the formula of {@link QuoteChoice}. */
    static List<Relevance> of(List<Candidate> sentences, QuoteRule rule) {
        double[] telling =
                IntStream.range(0, sentences.size())
                        .mapToDouble(place -> telling(sentences, place, rule))
                        .toArray();
        double least = Arrays.stream(telling).min().orElse(0);
        double most = Arrays.stream(telling).max().orElse(0);
        return IntStream.range(0, telling.length)
                .mapToObj(
                        place ->
                                new Relevance(
                                        sentences.get(place),
                                        most == least
                                                ? 1
                                                : (telling[place] - least) / (most - least)))
                .toList();
    }

    /** The same before it is rescaled; goes up and down with the sentence's logit. */
    static double telling(List<Candidate> sentences, int place, QuoteRule rule) {
        Candidate sentence = sentences.get(place);
        return sentence.logit()
                + rule.position() * (1 - (double) place / sentences.size())
                + rule.length() * StrictMath.log(Math.max(1, sentence.wordCount()));
    }
}
