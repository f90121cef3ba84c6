package io.runnel.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Numbers that belong together: a table in the Markdown report, a list of objects in the JSON one.
 *
 * @param key its name in JSON
 * @param title its heading in Markdown
 * @param rows as long as the columns; texts, numbers, or {@code null} where there is nothing to say
 */
public record Table(String key, String title, List<Column> columns, List<List<Object>> rows) {
    /**
     * One column.
     *
     * @param key its name in JSON
     * @param title its heading in Markdown, with the unit
     * @param digits behind the point, for people; JSON has the number as it was measured
     */
    public record Column(String key, String title, int digits) {}

    public Table {
        columns = List.copyOf(columns);
        rows = new ArrayList<>(rows);
    }

    /** A table without rows yet. */
    public static Table of(String key, String title, Column... columns) {
        return new Table(key, title, List.of(columns), List.of());
    }

    /** A column of text. */
    public static Column text(String key, String title) {
        return new Column(key, title, 0);
    }

    /** A column of numbers with so many digits behind the point. */
    public static Column number(String key, String title, int digits) {
        return new Column(key, title, digits);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not one value for each column
     */
    public void add(List<Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "Table '"
                            + key
                            + "' has "
                            + columns.size()
                            + " columns; expected as many values, found "
                            + values.size()
                            + ".");
        }
        rows.add(Collections.unmodifiableList(new ArrayList<>(values)));
    }

    /** A cell as people read it. */
    static String shown(Column column, Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Double || value instanceof Float) {
            return String.format(
                    Locale.ROOT, "%,." + column.digits() + "f", ((Number) value).doubleValue());
        }
        if (value instanceof Number whole) {
            return String.format(Locale.ROOT, "%,d", whole.longValue());
        }
        return value.toString();
    }
}
