package io.runnel.dashboard.why;

import io.runnel.dashboard.store.DocumentTexts.FieldText;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is left out at a time: a word, or several side by side where the document has many, so that
 * a long one has no more than {@link #MOST} of them, and no more than {@link #MOST_CHARACTERS}
 * characters in the questions that leave out one; each text is at least one.
 *
 * @param text the place of its text among those that are asked about
 */
record Span(int text, int start, int end) {
    static final int MOST = 240;
    static final int MOST_CHARACTERS = 2_000_000;
    private static final int LEAST = 12;

    static List<Span> of(List<FieldText> texts) {
        List<Span> words = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            addWords(words, i, texts.get(i).text());
        }
        int characters = texts.stream().mapToInt(text -> text.text().length()).sum();
        int most = Math.max(LEAST, Math.min(MOST, MOST_CHARACTERS / Math.max(1, characters)));
        int together = (words.size() + most - 1) / most;
        return together <= 1 ? words : joined(words, together);
    }

    private static void addWords(List<Span> words, int text, String content) {
        BreakIterator borders = BreakIterator.getWordInstance(Locale.ROOT);
        borders.setText(content);
        int start = borders.first();
        for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            if (content.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit)) {
                words.add(new Span(text, start, end));
            }
            start = end;
        }
    }

    /** So many neighbours as one, never across two texts. */
    private static List<Span> joined(List<Span> words, int together) {
        List<Span> joined = new ArrayList<>();
        int count = 0;
        for (Span word : words) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.text == word.text && count < together) {
                joined.set(joined.size() - 1, new Span(last.text, last.start, word.end));
                count++;
            } else {
                joined.add(word);
                count = 1;
            }
        }
        return joined;
    }
}
