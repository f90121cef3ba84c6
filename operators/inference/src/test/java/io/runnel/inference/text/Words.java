package io.runnel.inference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text whose tokens are its words, each cut after eight characters. */
record Words(String text, List<CharSpan> spans, List<Boolean> starts, List<Sentence> sentences)
        implements MeasuredText {
    private static final int LONGEST = 8;

    static Words of(String text) {
        List<CharSpan> spans = new ArrayList<>();
        List<Boolean> starts = new ArrayList<>();
        Matcher words = Pattern.compile("\\S+").matcher(text);
        while (words.find()) {
            for (int start = words.start(); start < words.end(); start += LONGEST) {
                spans.add(new CharSpan(start, Math.min(start + LONGEST, words.end())));
                starts.add(start == words.start());
            }
        }
        List<Sentence> sentences = new ArrayList<>();
        int first = 0;
        for (CharSpan span : SentenceSplitter.split(text)) {
            int end = first;
            while (end < spans.size() && spans.get(end).start() < span.end()) {
                end++;
            }
            sentences.add(new Sentence(span, first, end));
            first = end;
        }
        return new Words(text, spans, starts, sentences);
    }

    @Override
    public int tokens() {
        return spans.size();
    }

    @Override
    public int start(int token) {
        return spans.get(token).start();
    }

    @Override
    public int end(int token) {
        return spans.get(token).end();
    }

    @Override
    public boolean startsWord(int token) {
        return starts.get(token);
    }
}
