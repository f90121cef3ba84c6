package io.runnel.benchmarks.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts texts into sentences and words, and changes their numbers. */
final class Words {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{2,}");

    private Words() {}

    /** The sentences and lines of a text; none that is blank. */
    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        if (text != null) {
            for (String sentence : SENTENCE_END.split(text.strip(), -1)) {
                if (!sentence.isBlank()) {
                    sentences.add(sentence.strip());
                }
            }
        }
        return sentences;
    }

    static int count(String text) {
        return text == null || text.isBlank() ? 0 : SPACES.split(text.strip(), -1).length;
    }

    /** The first so many words; all of them if there are no more. */
    static String first(String text, int words) {
        String[] all = SPACES.split(text.strip(), -1);
        if (all.length <= words) {
            return text;
        }
        return String.join(" ", List.of(all).subList(0, words)) + ".";
    }

    /** Other digits in every number of two or more: texts differ, and look as before. */
    static String otherNumbers(String text, Random random) {
        if (text == null) {
            return null;
        }
        Matcher numbers = NUMBER.matcher(text);
        StringBuilder changed = new StringBuilder();
        while (numbers.find()) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < numbers.group().length(); i++) {
                digits.append(i == 0 ? 1 + random.nextInt(9) : random.nextInt(10));
            }
            numbers.appendReplacement(changed, digits.toString());
        }
        return numbers.appendTail(changed).toString();
    }
}
