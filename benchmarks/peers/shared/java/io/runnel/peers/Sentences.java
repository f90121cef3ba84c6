package io.runnel.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences by the rule of {@code shared/runnel_peers/texts.py}, and the ones for a summary. */
public final class Sentences {
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+|\\s*\\n\\s*");
    private static final int SUMMARY_SENTENCES = 3;

    private Sentences() {}

    /** A stretch of a text. */
    public record Span(int start, int end) {}

    private record Scored(Span span, double mean) {}

    /** Spans of sentences without blanks around them. */
    public static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher border = END.matcher(text);
        int start = 0;
        while (border.find()) {
            addTrimmed(text, start, border.start(), spans);
            start = border.end();
        }
        addTrimmed(text, start, text.length(), spans);
        return spans;
    }

    /**
     * The sentences with the highest mean score of their tokens, in the order of the text.
     *
     * @param starts where each token starts; a negative one is no part of the text
     */
    public static List<Span> best(String text, int[] starts, double[] scores) {
        List<Scored> scored = new ArrayList<>();
        for (Span span : of(text)) {
            double sum = 0;
            int tokens = 0;
            for (int i = 0; i < starts.length; i++) {
                if (starts[i] >= span.start() && starts[i] < span.end()) {
                    sum += scores[i];
                    tokens++;
                }
            }
            scored.add(new Scored(span, tokens == 0 ? Double.NEGATIVE_INFINITY : sum / tokens));
        }
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::mean).reversed())
                .limit(SUMMARY_SENTENCES)
                .map(Scored::span)
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
    }

    private static void addTrimmed(String text, int start, int end, List<Span> spans) {
        int first = start;
        int last = end;
        while (first < last && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        if (first < last) {
            spans.add(new Span(first, last));
        }
    }
}
