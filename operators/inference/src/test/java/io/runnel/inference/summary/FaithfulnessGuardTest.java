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
        assertThat(Numbers.of("\u0661\u066c\u0662\u0660\u0660\u066b\u0665"))
                .containsExactly("1200.5");
        assertThat(Numbers.quotable("1 200.50 for the first one")).contains("1200.5", "200", "1");
    }

    @Test
    void doesNotTakeAPronounForANumber() {
        assertThat(Numbers.of("The one that came; no one called.")).isEmpty();
        assertThat(Numbers.of("Twenty-one came, and one hundred.")).containsExactly("21", "100");
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
    void letsNoPartOfAGroupedNumberStandForItself() {
        assertThat(judge("They owe 200 pounds.").objections())
                .containsExactly(new Objection(Objection.Kind.NUMBER, "200"));
        assertThat(judge("They owe a million.").isFaithful()).isFalse();
    }

    @Test
    void readsTheDigitsOfEveryScript() {
        FaithfulnessGuard arabic = guard("المبلغ ١٢٠٠ درهم");
        assertThat(arabic.judge(WrittenSentence.of("It is 1,200.", List.of())).isFaithful())
                .isTrue();
        assertThat(arabic.judge(WrittenSentence.of("المبلغ ١٣٠٠", List.of())).objections())
                .containsExactly(new Objection(Objection.Kind.NUMBER, "1300"));
    }

    @Test
    void findsNamesWhereWordsStandWithoutBlanks() {
        FaithfulnessGuard chinese = guard("昨天王小明在北京修好了打印机。");
        assertThat(named(chinese, "王小明").isFaithful()).isTrue();
        assertThat(named(chinese, "李小龙").isFaithful()).isFalse();
        assertThat(named(guard("김철수는 서울에 있다."), "김철수").isFaithful()).isTrue();
        assertThat(named(guard("Planning"), "Ann").isFaithful()).isFalse();
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

    private static JudgedSentence named(FaithfulnessGuard guard, String name) {
        return guard.judge(WrittenSentence.of(name, List.of(name)));
    }

    private static FaithfulnessGuard guard(String source) {
        return new FaithfulnessGuard(GuardRule.DEFAULT, source, List.of());
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
