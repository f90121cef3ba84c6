package io.runnel.jobs.command.models.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The words of sentences, and orders by scores. */
final class SentenceWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,}");

    /** Words as the engine counts them for its choice. */
    private static final Pattern COUNTED =
            Pattern.compile(
                    "\\p{IsIdeographic}|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]][^\\s\\p{IsIdeographic}]*");

    private SentenceWords() {}

    /** How many words a sentence has; an ideograph is a word. */
    static long count(String sentence) {
        return COUNTED.matcher(sentence).results().count();
    }

    /** How often each word of two or more letters or digits is in each sentence. */
    static List<Map<String, Integer>> counts(List<String> sentences) {
        List<Map<String, Integer>> all = new ArrayList<>();
        for (String sentence : sentences) {
            Map<String, Integer> counts = new HashMap<>();
            Matcher matcher = WORD.matcher(sentence.toLowerCase(Locale.ROOT));
            while (matcher.find()) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
            all.add(counts);
        }
        return all;
    }

    /** Places by falling score, the first of equal ones first. */
    static List<Integer> byScore(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> -scores[place]))
                .toList();
    }
}
