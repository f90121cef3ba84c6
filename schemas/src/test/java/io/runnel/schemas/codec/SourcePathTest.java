package io.runnel.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePathTest {
    private static final String RECORD =
            """
            {"a": {"b": [{"c": 1}, {"c": null}, {"c": [2, 3]}], "*": 4, "": 5, "😀": 6}, "x~y/z": 7}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /a/b/0/c    | /a/b/0/c=1
                    /a/b/*/c    | /a/b/0/c=1 /a/b/2/c=[2,3]
                    /a/b/*/c/*  | /a/b/0/c=1 /a/b/2/c/0=2 /a/b/2/c/1=3
                    /a/         | /a/=5
                    /a/😀       | /a/😀=6
                    /x~0y~1z    | /x~0y~1z=7
                    /a/b/7/c    | ''
                    /a/b/-1     | ''
                    /a/b/c      | ''
                    /a/b/0/c/d  | ''
                    /none/*/c   | ''
                    """)
    void findsEveryValueAndItsPlace(String path, String found) throws Refusal {
        StringBuilder seen = new StringBuilder();
        SourcePath.parse(path)
                .in(MappedRecord.whole(JsonText.parseDocument(RECORD)))
                .forEach(
                        each ->
                                seen.append(each.place())
                                        .append('=')
                                        .append(each.value())
                                        .append(' '));

        assertThat(seen.toString().strip()).isEqualTo(found);
    }

    @Test
    void refusesWhatIsNoPointer() {
        assertThatThrownBy(() -> SourcePath.parse("ticket/number"))
                .hasMessage(
                        "expected a path that begins with '/', found 'ticket/number'; write /ticket/number");
        assertThatThrownBy(() -> SourcePath.parse("/a~2b")).hasMessageContaining("found '/a~2b'");
        assertThatThrownBy(() -> SourcePath.parse("/a~")).hasMessageContaining("~0 for a tilde");
    }

    @Test
    void isTheWholeWhereItIsEmpty() {
        assertThat(SourcePath.parse("").isWhole()).isTrue();
        assertThat(SourcePath.parse("/").isWhole()).isFalse();
    }
}
