package io.runnel.jobs.command.models.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ROUGE-1, ROUGE-2 and ROUGE-L of a text against a reference (Lin 2004), as F-measures from 0 to 1.
 *
 * <p>The numbers are those of Google's {@code rouge_score} 0.1.2 with {@code use_stemmer=True} and
 * the types {@code rouge1}, {@code rouge2}, {@code rougeL}: lower-cased runs of a to z and 0 to 9,
 * those of more than three characters stemmed; ROUGE-L over the text as a whole. No library on
 * Maven Central gives them, so this follows that definition; a test holds it to numbers of the
 * original.
 */
public record Rouge(double rouge1, double rouge2, double rougeL) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");
    private static final int LONGEST_UNSTEMMED = 3;

    public static Rouge of(String text, String reference) {
        List<String> have = words(text);
        List<String> want = words(reference);
        return new Rouge(
                ofGrams(have, want, 1),
                ofGrams(have, want, 2),
                f1(longestCommon(have, want), have.size(), want.size()));
    }

    /** The mean of many; zeros if there are none. */
    public static Rouge mean(List<Rouge> all) {
        return new Rouge(
                all.stream().mapToDouble(Rouge::rouge1).average().orElse(0),
                all.stream().mapToDouble(Rouge::rouge2).average().orElse(0),
                all.stream().mapToDouble(Rouge::rougeL).average().orElse(0));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            words.add(word.length() > LONGEST_UNSTEMMED ? PorterStemmer.stem(word) : word);
        }
        return words;
    }

    private static double ofGrams(List<String> have, List<String> want, int size) {
        Map<List<String>, Integer> left = grams(want, size);
        int hits = 0;
        for (Map.Entry<List<String>, Integer> gram : grams(have, size).entrySet()) {
            hits += Math.min(gram.getValue(), left.getOrDefault(gram.getKey(), 0));
        }
        return f1(hits, have.size() - size + 1, want.size() - size + 1);
    }

    private static Map<List<String>, Integer> grams(List<String> words, int size) {
        Map<List<String>, Integer> grams = new HashMap<>();
        for (int i = 0; i + size <= words.size(); i++) {
            grams.merge(words.subList(i, i + size), 1, Integer::sum);
        }
        return grams;
    }

    private static int longestCommon(List<String> left, List<String> right) {
        int[] row = new int[right.size() + 1];
        for (String word : left) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(right.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[right.size()];
    }

    private static double f1(int hits, int have, int want) {
        return hits == 0 ? 0 : 2.0 * hits / (have + want);
    }
}
