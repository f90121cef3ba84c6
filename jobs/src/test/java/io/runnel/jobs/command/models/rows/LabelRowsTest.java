package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelRowsTest {
    private static final String QUEUES =
            "account-access hr-and-payroll joiners-and-leavers hardware-and-devices"
                    + " network-and-servers building-access email finance-systems"
                    + " documents-and-collaboration service-desk";
    private static final LabelNames HEAD =
            new LabelNames(List.of("lab-medical", "rental-cars", "music", "out-of-scope"));

    @Test
    void readsATextWithItsLabel() {
        LabelledRow<Gold.Labels> row = read("{text: a, label: music}").orElseThrow();
        assertThat(row.passages()).containsExactly(new Passage("text", "a"));
        assertThat(row.gold().names()).containsExactly("music");
    }

    @Test
    void readsPassagesWithSeveralLabels() {
        LabelledRow<Gold.Labels> row =
                read("{passages: [a, ' ', b], labels: [music, rental-cars]}").orElseThrow();
        assertThat(row.passages()).extracting(Passage::text).containsExactly("a", "b");
        assertThat(row.gold().names()).containsExactly("music", "rental-cars");
    }

    @Test
    void takesTitleTextAndSupplierAndTheFieldWithTheHeadsLabels() {
        LabelledRow<Gold.Labels> row =
                read("{id: 7, text: gloves, supplier: ACME, unit: box, group: lab_medical}")
                        .orElseThrow();
        assertThat(row.passages()).extracting(Passage::text).containsExactly("gloves", "ACME");
        assertThat(row.gold().names()).containsExactly("lab-medical");
    }

    @Test
    void takesTheTextOfTurnsAndLabelsThatAreSpelledInAnotherWay() {
        LabelledRow<Gold.Labels> row =
                read("{turns: [{speaker: x, text: hi}, {text: bye}], domains: [RentalCars, Music]}")
                        .orElseThrow();
        assertThat(row.passages())
                .containsExactly(
                        new Passage("turns[0].text", "hi"), new Passage("turns[1].text", "bye"));
        assertThat(row.gold().names()).containsExactly("rental-cars", "music");
    }

    @Test
    void knowsOos() {
        assertThat(read("{text: a, label: oos}").orElseThrow().gold().names())
                .containsExactly("out-of-scope");
    }

    @Test
    void keepsALabelThatTheHeadDoesNotHave() {
        assertThat(read("{text: a, label: Alarm}").orElseThrow().gold().names())
                .containsExactly("Alarm");
    }

    @Test
    void leavesOutRowsWithoutTextOrWithoutALabelThatIsScored() {
        assertThat(read("{text: ' ', label: music}")).isEmpty();
        assertThat(read("{turns: [], label: music}")).isEmpty();
        assertThat(read("{text: a, label: null}")).isEmpty();
        assertThat(read("{text: a, labels: []}")).isEmpty();
        assertThat(read("{text: a, label: Alarm}", "{Alarm: null}")).isEmpty();
        assertThat(read("{text: a, labels: [music, Alarm]}", "{Alarm: null}")).isEmpty();
    }

    @Test
    void mapsLabels() {
        assertThat(read("{text: a, label: songs}", "{songs: music}").orElseThrow().gold().names())
                .containsExactly("music");
        assertThat(
                        read("{text: a, label: x}", "{songs: music, '*': rental-cars}")
                                .orElseThrow()
                                .gold()
                                .names())
                .containsExactly("rental-cars");
        assertThat(
                        read("{text: a, label: songs}", "{music: [songs, tunes]}")
                                .orElseThrow()
                                .gold()
                                .names())
                .containsExactly("music");
    }

    @Test
    void mapsTheFirstFieldThatARuleNames() {
        String rules =
                "{rules: [{field: service, map: {'4': music, '63': null}},"
                        + " {field: category, map: {c5: lab_medical}}], otherwise: null}";
        assertThat(
                        read("{text: a, service: '4', category: c5}", rules)
                                .orElseThrow()
                                .gold()
                                .names())
                .containsExactly("music");
        assertThat(
                        read("{text: a, service: '9', category: c5}", rules)
                                .orElseThrow()
                                .gold()
                                .names())
                .containsExactly("lab-medical");
        assertThat(read("{text: a, service: '63', category: c5}", rules)).isEmpty();
        assertThat(read("{text: a, service: '9', category: c4}", rules)).isEmpty();
    }

    @Test
    void readsTheRulesOfTheTrainingRecipe() {
        String file = "../model-store/training/mappings/ticket-queue.yaml#/";
        LabelNames queues = new LabelNames(List.of(QUEUES.split(" ", -1)));
        LabelMapping mapping = LabelMapping.of(MappingFile.read(file + "endava_tickets"), queues);
        JsonNode mail = Json.of("{business_service: '36', category: c4}");
        JsonNode device = Json.of("{business_service: '1', category: c5}");
        JsonNode mixed = Json.of("{business_service: '63', category: c5}");
        assertThat(mapping.of(mail, List.of(), queues)).containsExactly("email");
        assertThat(mapping.of(device, List.of(), queues)).containsExactly("hardware-and-devices");
        assertThat(mapping.of(mixed, List.of(), queues)).isEmpty();
    }

    @Test
    void refusesWhatNoRuleNames() {
        assertThatThrownBy(() -> read("{text: a, s: b}", "{rules: [{field: s, map: {x: music}}]}"))
                .hasMessageContaining("s = 'b'")
                .hasMessageContaining("otherwise");
    }

    @Test
    void refusesAMappingToLabelsThatTheHeadLacks() {
        assertThatThrownBy(() -> LabelMapping.of(Json.of("{a: jazz, b: music, c: folk}"), HEAD))
                .hasMessageContaining("'folk', 'jazz'")
                .hasMessageContaining("lab-medical");
        assertThatThrownBy(() -> LabelMapping.of(Json.of("{rules: [{field: a}]}"), HEAD))
                .hasMessageContaining("rule 1 is incomplete");
    }

    @Test
    void takesASourceUnderTwoLabelsOfTheHeadForBoth() {
        assertThat(
                        read(
                                        "{text: a, label: radio}",
                                        "{music: [radio, songs], rental-cars: [radio]}")
                                .orElseThrow()
                                .gold()
                                .names())
                .containsExactly("music", "rental-cars");
    }

    @Test
    void refusesLabelsThatAreNoText() {
        assertThatThrownBy(() -> read("{text: a, labels: [music, null]}"))
                .hasMessage("'labels[1]' is null; expected a text or a number.");
        assertThatThrownBy(() -> read("{text: a, labels: [{}]}"))
                .hasMessage("'labels[0]' is an object; expected a text or a number.");
        assertThatThrownBy(() -> read("{text: a, label: x}", "{x: {y: music}}"))
                .hasMessage("'x' is an object; expected a text or a number.");
        assertThatThrownBy(() -> read("{text: a, label: x}", "{x: [null, music]}"))
                .hasMessage("'x[0]' is null; expected a text or a number.");
    }

    @Test
    void seesNoLabelInFieldsOfOtherShapes() {
        assertThat(read("{text: a, more: [null, {}], group: music}").orElseThrow().gold().names())
                .containsExactly("music");
    }

    @Test
    void takesNoRuleForAFieldThatIsNull() {
        String rules = "{rules: [{field: s, map: {'null': music}}], otherwise: rental-cars}";
        assertThat(read("{text: a, s: null}", rules).orElseThrow().gold().names())
                .containsExactly("rental-cars");
        assertThatThrownBy(() -> read("{text: a, s: [4]}", rules))
                .hasMessage("'s' is an array; expected a text or a number.");
    }

    @Test
    void saysWhatARowShouldBe() {
        assertThatThrownBy(() -> read("{text: a, tone: b}"))
                .hasMessageContaining("no label")
                .hasMessageContaining("'tone'");
        assertThatThrownBy(() -> read("{body: a, label: music}"))
                .hasMessageContaining("no text")
                .hasMessageContaining("'body'");
        assertThatThrownBy(() -> read("{text: a, label: {x: y}}"))
                .hasMessageContaining("is an object");
    }

    @Test
    void takesChosenFieldsOnly() {
        LabelRows rows =
                LabelRows.of(
                        new TextFields(
                                List.of(FieldPath.parse("note"), FieldPath.parse("lines/*"))),
                        Optional.of(FieldPath.parse("meta/kind")),
                        LabelMapping.NONE,
                        HEAD,
                        List.of());
        JsonNode row = Json.of("{text: x, note: a, lines: [b, 7], label: x, meta: {kind: music}}");
        LabelledRow<Gold.Labels> read = rows.read(row).orElseThrow();
        assertThat(read.passages()).extracting(Passage::text).containsExactly("a", "b", "7");
        assertThat(read.gold().names()).containsExactly("music");
        assertThatThrownBy(() -> rows.read(Json.of("{text: x, meta: {kind: music}}")))
                .hasMessageContaining("note, lines/*");
    }

    private static Optional<LabelledRow<Gold.Labels>> read(String row) {
        return read(row, LabelMapping.NONE);
    }

    private static Optional<LabelledRow<Gold.Labels>> read(String row, String mapping) {
        return read(row, LabelMapping.of(Json.of(mapping), HEAD));
    }

    private static Optional<LabelledRow<Gold.Labels>> read(String row, LabelMapping mapping) {
        JsonNode parsed = Json.of(row);
        return LabelRows.of(TextFields.BY_SHAPE, Optional.empty(), mapping, HEAD, List.of(parsed))
                .read(parsed);
    }
}
