package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence that may be quoted.
 *
 * @param order its place in the document
 * @param logit its salience, as the model gives it
 * @param score the probability that this stands for
 * @param words its words in lower case; an ideograph is a word
 */
record Candidate(
        int order,
        int passage,
        CharSpan span,
        double logit,
        double score,
        Embedding embedding,
        Set<String> words,
        int wordCount) {
    /** Every blank of Unicode ends a word, as in the training code, which tunes the choice. */
    private static final String BLANK = "\\s\\p{Z}\\x1c-\\x1f\\x85";

    private static final Pattern WORD =
            Pattern.compile(
                    "\\p{IsIdeographic}|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]][^"
                            + BLANK
                            + "\\p{IsIdeographic}]*");

    /** A sentence of a passage of this text, with nothing known about it. */
    static Candidate of(int order, int passage, CharSpan span, String text) {
        Set<String> words = new HashSet<>();
        int count = 0;
        Matcher matcher = WORD.matcher(span.of(text));
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
            count++;
        }
        return new Candidate(order, passage, span, 0, 0.5, Embedding.NONE, words, count);
    }

    /** This one with its salience; {@code temperature} calibrates the probability. */
    Candidate scored(double salience, double temperature) {
        double probability = Softmax.sigmoid(salience, temperature);
        return new Candidate(
                order, passage, span, salience, probability, embedding, words, wordCount);
    }

    /** This one with its embedding. */
    Candidate embedded(Embedding known) {
        return new Candidate(order, passage, span, logit, score, known, words, wordCount);
    }

    /** How much of the shorter one's words the other one has too, from 0 to 1. */
    double sharedWords(Candidate other) {
        Set<String> shared = new HashSet<>(words);
        shared.retainAll(other.words);
        int shorter = Math.min(words.size(), other.words.size());
        return shorter == 0 ? 1 : (double) shared.size() / shorter;
    }
}
