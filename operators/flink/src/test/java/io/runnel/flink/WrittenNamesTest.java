package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenNamesTest {
    @Test
    void findsEachWordOfANameAlone() {
        assertThat(found("Anna Smith", "Anna called. Smith paid; so did ANNASMITH."))
                .containsExactly("Anna", "Smith");
    }

    @Test
    void takesWordsBesideEachOtherAsOne() {
        assertThat(found("Anna Smith", "Then Anna  Smith called.")).containsExactly("Anna  Smith");
    }

    @Test
    void findsACapitalWhereTheDocumentHasNoneOrNothingElse() {
        assertThat(found("anna", "Anna called.")).containsExactly("Anna");
        assertThat(found("ANNA", "Anna called.")).containsExactly("Anna");
    }

    @Test
    void leavesSmallWordsOfANameAndTheSameWordWithoutACapital() {
        assertThat(found("Will van Dyke", "He will drive a van.")).isEmpty();
    }

    @Test
    void findsNothingWhereNobodyIsKnown() {
        assertThat(new WrittenNames(List.of()).in("Anna called.")).isEmpty();
        assertThat(new WrittenNames(List.of("-", "A")).in("A - B")).isEmpty();
    }

    private static List<String> found(String name, String text) {
        return new WrittenNames(List.of(name))
                .in(text).stream()
                        .map(finding -> text.substring(finding.start(), finding.end()))
                        .toList();
    }
}
