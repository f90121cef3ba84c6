package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteChoiceTest {
    private final List<String> texts = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();

    @Test
    void choosesTheBestAndKeepsTheOrderOfTheDocument() {
        sentence(0.5, "The printer was broken on Monday.");
        sentence(0.2, "It rained a lot yesterday evening.");
        sentence(0.9, "Somebody has to replace the toner.");
        assertThat(chosen(12)).containsExactly(texts.get(0), texts.get(2));
    }

    @Test
    void stopsWhenTheWordsAreUsedUp() {
        sentence(0.9, "One two three four five six.");
        sentence(0.8, "Seven eight nine ten eleven twelve.");
        sentence(0.7, "Red green blue yellow.");
        assertThat(chosen(10)).containsExactly(texts.get(0), texts.get(2));
    }

    @Test
    void choosesTheBestEvenIfItAloneIsTooLong() {
        sentence(0.9, "One two three four five six seven eight.");
        sentence(0.8, "Red green blue yellow.");
        assertThat(chosen(5)).containsExactly(texts.get(0));
    }

    @Test
    void doesNotSayTheSameTwice() {
        sentence(0.9, "The printer on floor three is broken.");
        sentence(0.8, "On floor three the printer is broken!");
        sentence(0.7, "A technician will come on Friday.");
        assertThat(chosen(60)).containsExactly(texts.get(0), texts.get(2));
    }

    @Test
    void choosesShortSentencesOnlyWhereThereIsNothingElse() {
        sentence(0.9, "Thanks a lot!");
        sentence(0.5, "The printer is broken again.");
        assertThat(chosen(60)).containsExactly(texts.get(1));
        candidates.remove(1);
        assertThat(chosen(60)).containsExactly(texts.get(0));
    }

    @Test
    void passesOverWhatIsFarBelowTheBest() {
        sentence(0.9, "The printer is broken again.");
        sentence(0.3, "Yesterday we had some cake.");
        assertThat(chosen(60)).containsExactly(texts.get(0));
    }

    @Test
    void countsIdeographsAsWords() {
        sentence(0.9, "東京は大きい");
        assertThat(candidates.get(0).wordCount()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void choosesNothingFromNothingAndRefusesNoWords() {
        assertThat(chosen(60)).isEmpty();
        assertThatThrownBy(() -> new QuoteChoice(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void sentence(double score, String text) {
        candidates.add(Candidate.of(texts.size(), 0, new CharSpan(0, text.length()), score, text));
        texts.add(text);
    }

    private List<String> chosen(int maxWords) {
        return new QuoteChoice(maxWords)
                .choose(candidates).stream().map(one -> texts.get(one.order())).toList();
    }
}
