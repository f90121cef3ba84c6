package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityRowsTest {
    private static final LabelNames HEAD =
            LabelNames.ofTags(
                    List.of("O", "B-person", "I-person", "B-place", "B-money", "B-other"));

    @Test
    void joinsTokensByBlanks() {
        LabelledRow<Gold.Entities> row =
                read(EntityRows.customary(HEAD), "{tokens: [Anna, went], tags: [B-person, O]}");
        assertThat(row.passages().get(0).text()).isEqualTo("Anna went");
        assertThat(row.gold().tokens().tags()).containsExactly("B-person", "O");
        assertThat(row.gold().types()).isEmpty();
    }

    @Test
    void knowsWhatManyDataSetsCallTypes() {
        Gold.Entities gold =
                read(
                                EntityRows.customary(HEAD),
                                "{tokens: [a, b, c, d], tags: [B-PER, B-GPE, I-location,"
                                        + " B-Vessel]}")
                        .gold();
        assertThat(gold.tokens().tags())
                .containsExactly("B-person", "B-place", "I-place", "B-Vessel");
    }

    @Test
    void keepsWhatARowSaysOfTypesAndTokens() {
        Gold.Entities gold =
                read(
                                EntityRows.customary(HEAD),
                                "{tokens: [a, b], tags: [B-person, O], types: [person], ignored:"
                                        + " [0]}")
                        .gold();
        assertThat(gold.types()).containsExactly("person");
        assertThat(gold.tokens().ignored()).containsExactly(0);
        assertThat(gold.tokens().tags()).containsExactly("O", "O");
    }

    @Test
    void readsTheRulesOfTheRecipe() {
        EntityRows rows =
                EntityRows.mapped(
                        Json.of(
                                """
                                map: {PER: person, MISC: [other, person], MONEY: money, SHIP: null}
                                outside: [ORDINAL]
                                complete: [person, money]
                                ignore: [TIME]
                                ignore_words: [Lender]
                                ignore_handles: true
                                merge_adjacent: [MONEY]
                                """),
                        HEAD);
        Gold.Entities gold =
                read(
                                rows,
                                "{tokens: [Al, $2, million, x, lender, '@al', noon, s, 1st], tags:"
                                        + " [B-PER, B-MONEY, B-MONEY, B-MISC, B-PER, B-PER, B-TIME,"
                                        + " B-SHIP, B-ORDINAL]}")
                        .gold();
        assertThat(gold.tokens().tags())
                .containsExactly(
                        "B-person", "B-money", "I-money", "B-other", "O", "O", "O", "O", "O");
        assertThat(gold.tokens().ignored()).containsExactlyInAnyOrder(4, 5, 6);
        assertThat(gold.types()).containsExactlyInAnyOrder("person", "money");
    }

    @Test
    void judgesTheTypesOfAPlainMap() {
        EntityRows rows = EntityRows.mapped(Json.of("{PER: person, LOC: null}"), HEAD);
        Gold.Entities gold = read(rows, "{tokens: [a, b], tags: [B-PER, B-LOC]}").gold();
        assertThat(gold.types()).containsExactly("person");
        assertThat(gold.tokens().tags()).containsExactly("B-person", "O");
    }

    @Test
    void refusesATypeThatTheMappingForgot() {
        EntityRows rows = EntityRows.mapped(Json.of("{PER: person}"), HEAD);
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: [B-ORG]}"))
                .hasMessageContaining("'ORG'")
                .hasMessageContaining("ignore");
    }

    @Test
    void refusesAMappingToTypesThatTheHeadLacksAndKeysThatAreNone() {
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{A: ship, B: plane}"), HEAD))
                .hasMessageContaining("plane, ship")
                .hasMessageContaining("person");
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{map: {A: person}, igore: []}"), HEAD))
                .hasMessageContaining("igore")
                .hasMessageContaining("ignore_words");
    }

    @Test
    void saysWhatARowShouldBe() {
        EntityRows rows = EntityRows.customary(HEAD);
        assertThatThrownBy(() -> read(rows, "{text: a, label: b}"))
                .hasMessageContaining("no tagged tokens")
                .hasMessageContaining("'label'");
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: []}"))
                .hasMessageContaining("1 tokens and 0 tags");
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: [person]}"))
                .hasMessageContaining("tag 'person'");
    }

    @Test
    void refusesTokensAndTagsThatAreNoText() {
        EntityRows rows = EntityRows.customary(HEAD);
        assertThatThrownBy(() -> read(rows, "{tokens: [a, null, {}], tags: [O, O, O]}"))
                .hasMessage("'tokens[1]' is null; expected a text or a number.");
        assertThatThrownBy(() -> read(rows, "{tokens: [a, 7, {}], tags: [O, O, O]}"))
                .hasMessage("'tokens[2]' is an object; expected a text or a number.");
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: [null]}"))
                .hasMessage("'tags[0]' is null; expected a text or a number.");
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: [O], types: person}"))
                .hasMessage("'types' is a string; expected an array of texts.");
        assertThatThrownBy(() -> read(rows, "{tokens: [a], tags: [O], types: [null]}"))
                .hasMessage("'types[0]' is null; expected a text or a number.");
    }

    @Test
    void refusesIgnoredTokensThatTheRowDoesNotHave() {
        EntityRows rows = EntityRows.customary(HEAD);
        String expected = "; expected indices of tokens, 0 to 1.";
        assertThatThrownBy(() -> read(rows, "{tokens: [a, b], tags: [O, O], ignored: [0, x]}"))
                .hasMessage("'ignored[1]' is \"x\"" + expected);
        assertThatThrownBy(() -> read(rows, "{tokens: [a, b], tags: [O, O], ignored: [2]}"))
                .hasMessage("'ignored[0]' is 2" + expected);
        assertThatThrownBy(() -> read(rows, "{tokens: [a, b], tags: [O, O], ignored: [-1]}"))
                .hasMessage("'ignored[0]' is -1" + expected);
        assertThatThrownBy(() -> read(rows, "{tokens: [a, b], tags: [O, O], ignored: [0.5]}"))
                .hasMessage("'ignored[0]' is 0.5" + expected);
        assertThatThrownBy(() -> read(rows, "{tokens: [a, b], tags: [O, O], ignored: 1}"))
                .hasMessage("'ignored' is a number" + expected);
        assertThat(
                        read(rows, "{tokens: [a], tags: [O], ignored: null, types: null}")
                                .gold()
                                .tokens()
                                .ignored())
                .isEmpty();
    }

    @Test
    void refusesRulesThatAreNone() {
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{A: {b: c}}"), HEAD))
                .hasMessage("'A' is an object; expected a text or a number.");
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{A: []}"), HEAD))
                .hasMessage("'A' is an empty list; expected a type, or null for no entity.");
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{A: [null]}"), HEAD))
                .hasMessage("'A[0]' is null; expected a text or a number.");
        assertThatThrownBy(
                        () -> EntityRows.mapped(Json.of("{map: {A: person}, ignore: SHIP}"), HEAD))
                .hasMessage("'ignore' is a string; expected an array of texts.");
        assertThatThrownBy(
                        () ->
                                EntityRows.mapped(
                                        Json.of("{map: {A: person}, ignore_handles: 'on'}"), HEAD))
                .hasMessage("'ignore_handles' is a string; expected true or false.");
        assertThatThrownBy(() -> EntityRows.mapped(Json.of("{map: [A], outside: [B]}"), HEAD))
                .hasMessage("'map' is an array; expected an object such as {PER: person}.");
    }

    private static LabelledRow<Gold.Entities> read(EntityRows rows, String row) {
        return rows.read(Json.of(row)).orElseThrow();
    }
}
