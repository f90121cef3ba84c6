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
 * @param words its words in lower case; an ideograph is a word
 */
record Candidate(
        int order, int passage, CharSpan span, double score, Set<String> words, int wordCount) {
    private static final Pattern WORD =
            Pattern.compile(
                    "\\p{IsIdeographic}|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]][^\\s\\p{IsIdeographic}]*");

    static Candidate of(int order, int passage, CharSpan span, double score, String text) {
        Set<String> words = new HashSet<>();
        int count = 0;
        Matcher matcher = WORD.matcher(span.of(text));
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
            count++;
        }
        return new Candidate(order, passage, span, score, words, count);
    }

    /** How much of the shorter one's words the other one has too, from 0 to 1. */
    double sharedWords(Candidate other) {
        Set<String> shared = new HashSet<>(words);
        shared.retainAll(other.words);
        int shorter = Math.min(words.size(), other.words.size());
        return shorter == 0 ? 1 : (double) shared.size() / shorter;
    }
}
