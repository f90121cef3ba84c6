package io.runnel.jobs.command.models.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    @Test
    void readsCommasQuotesAndLineBreaksInQuotes() throws IOException {
        assertThat(rows("text,label\r\n\"a, \"\"b\"\"\nc\",x\n"))
                .containsExactly(List.of("text", "label"), List.of("a, \"b\"\nc", "x"));
    }

    @Test
    void readsEmptyValuesAndALastRowWithoutALineBreak() throws IOException {
        assertThat(rows("a,,c\n,\nlast"))
                .containsExactly(List.of("a", "", "c"), List.of("", ""), List.of("last"));
    }

    @Test
    void knowsTheLineOfEachRow() throws IOException {
        CsvRows rows = new CsvRows(new StringReader("\"one\ntwo\",x\nthree,y\n"));
        rows.next();
        assertThat(rows.line()).isEqualTo(3);
    }

    @Test
    void saysWhichQuoteIsNeverClosed() {
        assertThatThrownBy(() -> rows("a,b\nc,\"d\n"))
                .hasMessage("the quote that opens in line 2 is never closed");
    }

    private static List<List<String>> rows(String text) throws IOException {
        CsvRows rows = new CsvRows(new StringReader(text));
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
            all.add(row);
        }
        return all;
    }
}
