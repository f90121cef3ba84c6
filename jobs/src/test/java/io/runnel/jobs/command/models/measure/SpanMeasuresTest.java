package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.runnel.jobs.command.models.measure.SpanMeasures.Match;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanMeasuresTest {
    private final SpanMeasures measures = new SpanMeasures();

    @Test
    void readsEntitiesFromTagsAsSeqevalDoes() {
        assertThat(TokenSpan.ofTags(List.of("B-per", "I-per", "O", "I-loc", "B-loc", "I-per")))
                .containsExactlyInAnyOrder(
                        new TokenSpan("per", 0, 1),
                        new TokenSpan("loc", 3, 3),
                        new TokenSpan("loc", 4, 4),
                        new TokenSpan("per", 5, 5));
        assertThat(TokenSpan.ofTags(List.of("O", "O"))).isEmpty();
        assertThat(TokenSpan.ofTags(List.of())).isEmpty();
    }

    /** The numbers are those of seqeval 1.2.2 (default mode). */
    @Test
    void agreesWithSeqeval() {
        add("B-per I-per O B-loc B-loc I-loc O", "B-per I-per O B-loc I-loc I-loc O");
        add("I-org I-org B-org O I-per I-loc", "B-org I-org I-org O I-per I-loc");
        add("O O B-date", "B-date O B-date");
        Counts all = measures.total(Set.of("per", "loc", "org", "date"));
        assertThat(all.precision()).isCloseTo(0.5714285714285714, within(1e-9));
        assertThat(all.recall()).isCloseTo(0.5, within(1e-9));
        assertThat(all.f1()).isCloseTo(0.5333333333333333, within(1e-9));
        assertThat(measures.perType().get("loc").f1()).isCloseTo(0.4, within(1e-9));
        assertThat(measures.perType().get("org").f1()).isZero();
        assertThat(measures.perType().get("date").precision()).isEqualTo(0.5);
        assertThat(measures.total(Set.of("per")).f1()).isEqualTo(1);
    }

    @Test
    void countsAnswersThatAreNoSpans() {
        measures.add("total", Match.RIGHT);
        measures.add("total", Match.WRONG);
        measures.add("total", Match.MISSED);
        measures.add("total", Match.INVENTED);
        Counts total = measures.perType().get("total");
        assertThat(total.expected()).isEqualTo(3);
        assertThat(total.precision()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(total.recall()).isCloseTo(1 / 3.0, within(1e-9));
    }

    private void add(String expected, String found) {
        measures.add(
                TokenSpan.ofTags(List.of(expected.split(" ", -1))),
                TokenSpan.ofTags(List.of(found.split(" ", -1))));
    }
}
