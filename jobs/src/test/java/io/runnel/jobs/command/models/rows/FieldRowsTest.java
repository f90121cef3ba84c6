package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.models.rows.TaggedTokens.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldRowsTest {
    private static final LabelNames HEAD =
            LabelNames.ofTags(List.of("O", "B-company", "I-company", "B-total"));
    private static final FieldRows ROWS = FieldRows.customary(HEAD);

    @Test
    void findsTokensInTheRawText() {
        LabelledRow<Gold.Fields> row =
                read(
                        """
                        text: "BEAN  HOUSE\\nTotal: 4.50"
                        tokens: [BEAN, HOUSE, Total, ':', '4.50']
                        tags: [B-COMPANY, I-COMPANY, O, O, B-TOTAL]
                        fields: {company: Bean House, total: '4.50', address: ''}
                        """);
        assertThat(row.passages().get(0).text()).isEqualTo("BEAN  HOUSE\nTotal: 4.50");
        assertThat(row.gold().tokens().places().subList(0, 2))
                .containsExactly(new Place(0, 4), new Place(6, 11));
        assertThat(row.gold().tokens().tags())
                .containsExactly("B-company", "I-company", "O", "O", "B-total");
        assertThat(row.gold().values()).isEqualTo(Map.of("company", "Bean House", "total", "4.50"));
    }

    @Test
    void readsFieldsWithoutTokensAndTokensWithoutText() {
        assertThat(read("{text: a 1, fields: {total: 1}}").gold().tokens())
                .isEqualTo(TaggedTokens.NONE);
        assertThat(read("{tokens: [a, '1'], tags: [O, B-total]}").passages().get(0).text())
                .isEqualTo("a 1");
    }

    @Test
    void mapsFields() {
        FieldRows rows = FieldRows.mapped(Json.of("{seller: company, note: null}"), HEAD);
        assertThat(
                        rows.read(Json.of("{text: a, fields: {seller: a, note: b, TOTAL: 1}}"))
                                .orElseThrow()
                                .gold()
                                .values())
                .isEqualTo(Map.of("company", "a", "total", "1"));
    }

    @Test
    void saysWhatARowShouldBe() {
        assertThatThrownBy(() -> read("{text: a, label: b}"))
                .hasMessageContaining("no fields")
                .hasMessageContaining("'label'");
        assertThatThrownBy(() -> read("{fields: {total: 1}}")).hasMessageContaining("no 'text'");
        assertThatThrownBy(() -> read("{text: a b, tokens: [b], tags: [O]}"))
                .hasMessageContaining("token 0 ('b')");
    }

    @Test
    void takesNullAsNoValue() {
        assertThat(read("{text: a 1, fields: {company: null, total: 1}}").gold().values())
                .isEqualTo(Map.of("total", "1"));
        assertThat(read("{text: null, tokens: [a], tags: [O]}").passages().get(0).text())
                .isEqualTo("a");
        assertThat(read("{tokens: [a], tags: [O], fields: null}").gold().values()).isEmpty();
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> read("{text: a, fields: {total: [1]}}"))
                .hasMessage("'fields.total' is an array; expected a text or a number.");
        assertThatThrownBy(() -> read("{text: {a: b}, fields: {total: 1}}"))
                .hasMessage("'text' is an object; expected a text or a number.");
        assertThatThrownBy(() -> read("{tokens: [a], tags: [O], fields: 9.50}"))
                .hasMessage(
                        "'fields' is a number; expected an object such as {\"total\": \"9.50\"}.");
        assertThatThrownBy(() -> read("{tokens: [a, {}], tags: [O, O]}"))
                .hasMessage("'tokens[1]' is an object; expected a text or a number.");
    }

    @Test
    void refusesRulesThatFieldsHaveNoUseFor() {
        assertThatThrownBy(
                        () ->
                                FieldRows.mapped(
                                        Json.of(
                                                "{map: {a: total}, ignore: [b], complete: [total],"
                                                        + " outside: [c]}"),
                                        HEAD))
                .hasMessage(
                        "it has [complete, ignore], which fields have no use for; expected only"
                                + " [map, outside].");
    }

    private static LabelledRow<Gold.Fields> read(String row) {
        return ROWS.read(Json.of(row)).orElseThrow();
    }
}
