package io.runnel.inference.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.task.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaithfulnessGuardTest {
    private static final String SOURCE =
            "Acme Corp owes £1,200.50 for three pumps, due on 03/11/2024. José Díaz's team in São Paulo"
                    + " confirmed it.";

    @Test
    void letsNumbersStandThatAreWrittenInAnotherWay() {
        assertFaithful("It is 1200.5 pounds for 3 pumps.");
        assertFaithful("It was due on 3 November 2024.");
        assertFaithful("They ordered three of them.");
    }

    @Test
    void readsNumbersInWordsAndOfAnyScript() {
        assertThat(Numbers.of("Twenty-five of 3 thousand, two million and a hundred"))
                .containsExactly("25", "3000", "2000000", "100");
        assertThat(Numbers.of("\u0661\u066c\u0662\u0660\u0660\u066b\u0665")).containsExactly("1200.5");
        assertThat(Numbers.quotable("1\u00a0200.50 for the first one")).contains("1200.5", "200", "1");
    }

    @Test
    void doesNotTakeAPronounForANumber() {
        assertThat(Numbers.of("The one that came; no one called.")).isEmpty();
        assertThat(Numbers.of("Twenty-one came, and one hundred.")).containsExactly("21", "100");
    }

    @Test
    void doesNotQuotePartsOfAGroupedNumber() {
        assertThat(judge("They owe 200 pounds.").objections())
                .containsExactly(new Objection(Objection.Kind.NUMBER, "200"));
    }

    @Test
    void findsNamesInScriptsWithoutBlanks() {
        FaithfulnessGuard guard =
                new FaithfulnessGuard(
                        GuardRule.DEFAULT,
                        "\u6771\u4eac\u306e\u7530\u4e2d\u3055\u3093\u304c\u9023\u7d61\u3057\u305f\u3002",
                        List.of());
        assertThat(
                        guard.judge(WrittenSentence.of("x", List.of("\u7530\u4e2d")))
                                .isFaithful())
                .isTrue();
        assertThat(
                        guard.judge(WrittenSentence.of("x", List.of("\u9234\u6728")))
                                .isFaithful())
                .isFalse();
    }

    @Test
    void objectsToNumbersThatTheSourceDoesNotHave() {
        assertThat(judge("They owe £1,300.").objections())
                .containsExactly(new Objection(Objection.Kind.NUMBER, "1300"));
        assertThat(judge("They owe 12 pumps.").objections())
                .extracting(Objection::about)
                .containsExactly("12");
        assertThat(judge("Seven pumps came.").isFaithful()).isFalse();
    }

    @Test
    void letsNamesStandWhateverTheirCaseAndAccents() {
        assertThat(judge("Jose Diaz confirmed.", "Jose Diaz").isFaithful()).isTrue();
        assertThat(judge("ACME’s pumps.", "ACME’s").isFaithful()).isTrue();
        assertThat(judge("The team of Mr Díaz.", "Mr Díaz").isFaithful()).isTrue();
    }

    @Test
    void objectsToNamesThatTheSourceDoesNotHave() {
        assertThat(judge("Acme Holdings owes it.", "Acme Holdings").objections())
                .containsExactly(new Objection(Objection.Kind.NAME, "Acme Holdings"));
    }

    @Test
    void objectsToASentenceThatIsLikeNone() {
        FaithfulnessGuard guard =
                new FaithfulnessGuard(
                        GuardRule.DEFAULT, SOURCE, List.of(new Vector(1, 0), new Vector(0, 1)));
        WrittenSentence near = new WrittenSentence("Fine.", List.of(), new Vector(1, 0.2));
        WrittenSentence far = new WrittenSentence("Odd.", List.of(), new Vector(-1, -1));
        assertThat(guard.judge(near).isFaithful()).isTrue();
        assertThat(guard.judge(far).objections())
                .extracting(Objection::kind)
                .containsExactly(Objection.Kind.DISTANCE);
    }

    @Test
    void leavesOutWhatDoesNotStandOrTakesTheExtractiveSummary() {
        List<WrittenSentence> written =
                List.of(
                        WrittenSentence.of("Three pumps are owed.", List.of()),
                        WrittenSentence.of("They cost 99 euros.", List.of()));
        GuardedSummary shortened = guard(OnFailure.DROP_SENTENCE).apply(written, "The quote.");
        assertThat(shortened.text()).isEqualTo("Three pumps are owed.");
        assertThat(shortened.method())
                .isEqualTo(GuardedSummary.Method.ABSTRACTIVE_WITHOUT_UNFAITHFUL);
        assertThat(shortened.judged()).hasSize(2);

        GuardedSummary replaced = guard(OnFailure.REPLACE_SUMMARY).apply(written, "The quote.");
        assertThat(replaced.text()).isEqualTo("The quote.");
        assertThat(replaced.method()).isEqualTo(GuardedSummary.Method.EXTRACTIVE_INSTEAD);

        assertThat(guard(OnFailure.DROP_SENTENCE).apply(List.of(), "The quote.").text())
                .isEqualTo("The quote.");
    }

    private static void assertFaithful(String sentence) {
        assertThat(judge(sentence).objections()).as(sentence).isEmpty();
    }

    private static JudgedSentence judge(String sentence, String... names) {
        return guard(OnFailure.DROP_SENTENCE).judge(WrittenSentence.of(sentence, List.of(names)));
    }

    private static FaithfulnessGuard guard(OnFailure onFailure) {
        return new FaithfulnessGuard(new GuardRule(0.5, onFailure), SOURCE, List.of());
    }
}
