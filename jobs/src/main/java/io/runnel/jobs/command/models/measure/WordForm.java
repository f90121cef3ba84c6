package io.runnel.jobs.command.models.measure;

/** What Porter's paper asks of a word: its consonants, and how many vowel groups they close. */
final class WordForm {
    private WordForm() {}

    /** A letter other than a, e, i, o, u, and other than y after a consonant. */
    static boolean isConsonant(String word, int index) {
        int start = index;
        while (start > 0 && word.charAt(start) == 'y') {
            start--;
        }
        boolean consonant = "aeiou".indexOf(word.charAt(start)) < 0;
        return (index - start) % 2 == 0 ? consonant : !consonant;
    }

    static boolean hasVowel(String word) {
        return consonants(word).indexOf('v') >= 0;
    }

    /** How often a consonant follows a vowel: the paper's m. */
    static int measure(String word) {
        String letters = consonants(word);
        int measure = 0;
        for (int i = 1; i < letters.length(); i++) {
            measure += letters.charAt(i) == 'c' && letters.charAt(i - 1) == 'v' ? 1 : 0;
        }
        return measure;
    }

    /** The word with {@code c} for each consonant and {@code v} for each vowel. */
    private static String consonants(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        boolean consonant = false;
        for (int i = 0; i < word.length(); i++) {
            consonant = word.charAt(i) == 'y' ? !consonant : "aeiou".indexOf(word.charAt(i)) < 0;
            letters.append(consonant ? 'c' : 'v');
        }
        return letters.toString();
    }

    static boolean endsWithDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    /**
     * Whether it ends with consonant, vowel, and a consonant other than w, x, y; or is a vowel and
     * a consonant.
     */
    static boolean isShort(String word) {
        int last = word.length() - 1;
        if (last == 1) {
            return !isConsonant(word, 0) && isConsonant(word, 1);
        }
        return last >= 2
                && isConsonant(word, last - 2)
                && !isConsonant(word, last - 1)
                && isConsonant(word, last)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }
}
