package io.runnel.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** {@code docs/sql.md}. */
final class SqlPage {
    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?);?\n```", Pattern.DOTALL);

    private final String text;

    private SqlPage(String text) {
        this.text = text;
    }

    static SqlPage read() {
        try {
            return new SqlPage(Files.readString(Path.of("..", "..", "docs", "sql.md")));
        } catch (IOException e) {
            throw new UncheckedIOException("docs/sql.md is missing.", e);
        }
    }

    String text() {
        return text;
    }

    /** The statements of its examples, in their order. */
    List<String> statements() {
        return BLOCK.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
