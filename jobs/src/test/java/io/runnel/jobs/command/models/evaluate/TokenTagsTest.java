package io.runnel.jobs.command.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.text.CharSpan;
import io.runnel.jobs.command.models.measure.TokenSpan;
import io.runnel.jobs.command.models.rows.TaggedTokens;
import io.runnel.jobs.command.models.rows.TaggedTokens.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTagsTest {
    /** Anna O'Neil 😀 went. */
    private static final List<Place> PLACES =
            List.of(new Place(0, 4), new Place(5, 11), new Place(12, 14), new Place(15, 20));

    @Test
    void givesATokenToTheEntityThatHasItsFirstCharacter() {
        assertThat(spans(Set.of(), entity("person", 0, 11)))
                .containsExactly(new TokenSpan("person", 0, 1));
        assertThat(spans(Set.of(), entity("person", 5, 6)))
                .containsExactly(new TokenSpan("person", 1, 1));
        assertThat(spans(Set.of(), entity("other", 12, 14)))
                .containsExactly(new TokenSpan("other", 2, 2));
        assertThat(spans(Set.of(), entity("person", 7, 11))).isEmpty();
    }

    @Test
    void keepsNeighboursApart() {
        assertThat(spans(Set.of(), entity("person", 0, 4), entity("person", 5, 11)))
                .containsExactlyInAnyOrder(
                        new TokenSpan("person", 0, 0), new TokenSpan("person", 1, 1));
    }

    @Test
    void cutsIgnoredTokensOut() {
        assertThat(spans(Set.of(1), entity("person", 0, 14)))
                .containsExactlyInAnyOrder(
                        new TokenSpan("person", 0, 0), new TokenSpan("person", 2, 2));
    }

    @Test
    void leavesOutTypesThatAreNotJudged() {
        assertThat(spans(Set.of(), entity("date", 0, 4))).isEmpty();
    }

    private static Set<TokenSpan> spans(Set<Integer> ignored, EntitySpan... found) {
        TaggedTokens tokens = new TaggedTokens(PLACES, List.of("O", "O", "O", "O"), ignored);
        return TokenTags.spans(tokens, List.of(found), type -> !type.equals("date"));
    }

    static EntitySpan entity(String type, int start, int end) {
        return new EntitySpan(0, type, "", .9, new CharSpan(start, end));
    }
}
