package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RougeTest {
    /** The numbers are those of rouge_score 0.1.2 with {@code use_stemmer=True} (nltk 3.10.4). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The team decided to ship the remote control in May. | It was decided that the remote control will be shipped in May, at a price of 25 euros. | 0.5 | 0.230769 | 0.428571
                    Budgets were discussed. The budgeting committee agreed, generally, on the proposals! | The committee generally agreed about the budget proposal and discussed costs. | 0.727273 | 0.1 | 0.454545
                    a b c d | d c b a | 1 | 0 | 0.25
                    nothing in common | entirely different words | 0 | 0 | 0
                    Naïve café owners' £40 fees | naive cafe owner fee of 40 | 0.5 | 0 | 0.333333
                    one | one two | 0.666667 | 0 | 0.666667
                    """)
    void agreesWithRougeScore(
            String text, String reference, double rouge1, double rouge2, double rougeL) {
        Rouge rouge = Rouge.of(text, reference);
        assertThat(rouge.rouge1()).isCloseTo(rouge1, within(1e-6));
        assertThat(rouge.rouge2()).isCloseTo(rouge2, within(1e-6));
        assertThat(rouge.rougeL()).isCloseTo(rougeL, within(1e-6));
    }

    @Test
    void findsNothingInAnEmptyText() {
        assertThat(Rouge.of("", "something")).isEqualTo(new Rouge(0, 0, 0));
    }

    @Test
    void averagesDocuments() {
        assertThat(Rouge.mean(List.of(new Rouge(1, 0, .5), new Rouge(0, 0, .5))))
                .isEqualTo(new Rouge(.5, 0, .5));
        assertThat(Rouge.mean(List.of())).isEqualTo(new Rouge(0, 0, 0));
    }
}
