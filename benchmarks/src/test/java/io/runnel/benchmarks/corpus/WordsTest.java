package io.runnel.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void cutsAtSentencesAndLines() {
        assertThat(Words.sentences("Hello. How are you?\n\nFine! £4.50 is 3.5 too much"))
                .containsExactly("Hello.", "How are you?", "Fine!", "£4.50 is 3.5 too much");
        assertThat(Words.sentences(null)).isEmpty();
        assertThat(Words.sentences(" \n ")).isEmpty();
    }

    @Test
    void countsWords() {
        assertThat(Words.count(" one  two\nthree ")).isEqualTo(3);
        assertThat(Words.count("")).isZero();
        assertThat(Words.count(null)).isZero();
    }

    @Test
    void keepsTheFirstWords() {
        assertThat(Words.first("one two three four", 2)).isEqualTo("one two.");
        assertThat(Words.first("one two", 2)).isEqualTo("one two");
    }

    @Test
    void changesNumbersAndNothingElse() {
        String changed = Words.otherNumbers("Card 5518, 3 times, €200.", new Random(1));
        assertThat(changed).matches("Card [1-9][0-9]{3}, 3 times, €[1-9][0-9]{2}\\.");
        assertThat(changed).isNotEqualTo("Card 5518, 3 times, €200.");
    }
}
