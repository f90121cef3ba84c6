package io.runnel.jobs.command.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void neverCutsWhatAReaderSeesAsOneCharacter() {
        assertThat(Wrapped.shorten("ab👍🏽cd", 4)).isEqualTo("ab…");
        assertThat(Wrapped.shorten("e\u0301e\u0301e\u0301", 3)).isEqualTo("e\u0301…");
    }

    @Test
    void putsTextOnOneLine() {
        assertThat(Wrapped.shorten(" a\n\tb\u0000c ", 20)).isEqualTo("a b c");
    }

    @Test
    void indentsTheLinesBelowTheFirst() {
        String text = Wrapped.paragraph("  summary  ", "word ".repeat(40));
        assertThat(text.lines())
                .hasSize(3)
                .allMatch(line -> line.length() <= Wrapped.COLUMNS)
                .first()
                .asString()
                .startsWith("  summary  word");
        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("           word"));
    }
}
