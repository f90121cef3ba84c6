package io.runnel.jobs.command.models.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {
    private static final List<String> MEETING =
            List.of(
                    "Good morning everybody.",
                    "The remote control has a rubber case and a small screen.",
                    "My cat likes yellow paint.",
                    "The case of the remote control is rubber.",
                    "A small screen on the remote control costs more.");

    @Test
    void takesSentencesFromTheBeginning() {
        assertThat(Baseline.LEAD.order(MEETING)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void findsTheCentreOfTheDocument() {
        assertThat(Baseline.CENTROID.order(MEETING)).startsWith(1).endsWith(2);
    }

    @Test
    void findsTheSentenceThatIsLikeMostOthers() {
        assertThat(Baseline.TEXTRANK.order(MEETING)).startsWith(1).endsWith(2);
    }

    @Test
    void passesOverSentencesOfAFewWordsAsTheEngineDoes() {
        assertThat(Baseline.TEXTRANK.order(MEETING)).hasSize(4).doesNotContain(0);
        assertThat(Baseline.CENTROID.order(MEETING)).hasSize(4).doesNotContain(0);
    }

    @ParameterizedTest
    @EnumSource(Baseline.class)
    void hasAnOrderForDocumentsWithNothingToSay(Baseline baseline) {
        assertThat(baseline.order(List.of())).isEmpty();
        assertThat(baseline.order(List.of("…", "!", "a"))).containsExactly(0, 1, 2);
    }

    @Test
    void chosenSentencesKeepTheirOrderAndFitTheWords() {
        assertThat(Extract.of(MEETING, List.of(4, 1, 0), 12))
                .isEqualTo(
                        "Good morning everybody. A small screen on the remote control costs more.");
        assertThat(Extract.lead(MEETING, 2)).endsWith("small screen.");
        assertThat(Extract.lead(List.of(), 2)).isEmpty();
    }
}
