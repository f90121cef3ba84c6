package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.runnel.inference.text.CharSpan;
import io.runnel.modelstore.QuoteRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    /** What Python's {@code \s} is, which counts the words where the choice is tuned. */
    @Test
    void endsAWordAtEveryBlankOfUnicode() {
        String blanks =
                "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003"
                        + "\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
        StringBuilder ending = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "a" + c + "b";
            boolean ends =
                    Candidate.of(0, 0, new CharSpan(0, 3), text).words().equals(Set.of("a", "b"));
            if (ends && !Character.isIdeographic(c)) {
                ending.append(c);
            }
        }
        assertThat(ending.toString()).isEqualTo(blanks);
        assertThat(Candidate.of(0, 0, new CharSpan(0, 11), "12\u00A0000 EUR.").wordCount())
                .isEqualTo(3);
    }

    @Test
    void choosesNothingFromNothingAndRefusesNoWords() {
        assertThat(chosen(60)).isEmpty();
        assertThatThrownBy(() -> new QuoteChoice(0, QuoteRule.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void choosesWhatDiffersFromWhatWasChosen() {
        sentence(0.9, "The printer on floor three is broken.", 1, 0);
        sentence(0.8, "Nobody can print up there today.", 0.9, 0.1);
        sentence(0.6, "A technician comes on Friday morning.", 0, 1);
        assertThat(chosen(15, rule(0, 0, 0))).containsExactly(texts.get(0), texts.get(1));
        assertThat(chosen(15, rule(0.5, 0, 0))).containsExactly(texts.get(0), texts.get(2));
    }

    /** Worked out by hand: a is 0.847 and 0.405, so that half of the place turns them around. */
    @Test
    void addsToTheLogitOfEarlySentences() {
        sentence(0.6, "The printer on floor three is broken.");
        sentence(0.7, "A technician comes on Friday morning soon.");
        assertThat(chosen(8, rule(0, 0, 0))).containsExactly(texts.get(1));
        assertThat(chosen(8, rule(0, 0.8, 0))).containsExactly(texts.get(1));
        assertThat(chosen(8, rule(0, 1, 0))).containsExactly(texts.get(0));
    }

    @Test
    void addsToTheLogitOfLongSentences() {
        sentence(0.7, "The printer again.");
        sentence(0.6, "A technician comes on Friday morning soon.");
        assertThat(chosen(8, rule(0, 0, 0))).containsExactly(texts.get(0));
        assertThat(chosen(8, rule(0, 0, 1))).containsExactly(texts.get(1));
    }

    @Test
    void triesTheNextOneWhereOneDoesNotFit() {
        sentence(0.9, "The printer on floor three is broken.");
        sentence(0.8, "A technician comes on Friday morning or maybe on Monday.");
        sentence(0.7, "Thanks for waiting.");
        assertThat(chosen(10, rule(0, 0, 0))).containsExactly(texts.get(0), texts.get(2));
    }

    @Test
    void prefersTheEarlierOfEqualOnes() {
        sentence(0.5, "The printer is broken.");
        sentence(0.5, "A technician comes soon.");
        assertThat(chosen(5, rule(0.3, 0, 0))).containsExactly(texts.get(0));
    }

    @Test
    void neverChoosesASentenceWithoutAWordBesideOthers() {
        sentence(0.9, "...");
        sentence(0.5, "The printer is broken.");
        assertThat(chosen(60, rule(0, 0, 0))).containsExactly(texts.get(1));
        candidates.remove(1);
        assertThat(chosen(60, rule(0, 0, 0))).containsExactly(texts.get(0));
    }

    @Test
    void looksAtTheMostSalientCandidatesOnly() {
        for (int i = 0; i < QuoteChoice.MOST_CANDIDATES; i++) {
            sentence(0.9, "The printer is broken.");
        }
        sentence(0.8, "A technician comes soon.");
        assertThat(chosen(60, rule(0.3, 0, 0))).hasSize(1);
        candidates.remove(0);
        assertThat(chosen(60, rule(0.3, 0, 0))).hasSize(2);
    }

    /** Ten thousand sentences of 64 dimensions; comparing all with all would take minutes. */
    @Test
    void staysQuickWithALongTranscript() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            double[] embedding = random.doubles(64, -1, 1).toArray();
            sentence(random.nextDouble(), "k%d p%d q%d r%d".formatted(i, i, i, i), embedding);
        }
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(chosen(400, rule(0.3, 1, 0.1))).hasSize(100));
    }

    private void sentence(double score, String text, double... embedding) {
        candidates.add(
                Candidate.of(texts.size(), 0, new CharSpan(0, text.length()), text)
                        .scored(Math.log(score / (1 - score)), 1)
                        .embedded(new Embedding(embedding)));
        texts.add(text);
    }

    private static QuoteRule rule(double diversity, double position, double length) {
        return new QuoteRule(diversity, position, length, 0, 0);
    }

    private List<String> chosen(int maxWords) {
        return chosen(maxWords, QuoteRule.DEFAULT);
    }

    private List<String> chosen(int maxWords, QuoteRule rule) {
        return new QuoteChoice(maxWords, rule)
                .choose(candidates).stream().map(one -> texts.get(one.order())).toList();
    }
}
