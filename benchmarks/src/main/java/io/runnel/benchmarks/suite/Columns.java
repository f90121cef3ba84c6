package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

/** The columns in which a repeated measurement is shown: median, quartiles, extremes. */
final class Columns {
    private Columns() {}

    /** Those of a measurement with its quartiles. */
    static List<Table.Column> spread(String key, String title, int digits) {
        return List.of(
                Table.number(key, title, digits),
                Table.number(key + "_q1", "Q1", digits),
                Table.number(key + "_q3", "Q3", digits),
                Table.number(key + "_min", "min", digits),
                Table.number(key + "_max", "max", digits));
    }

    /** Their values. */
    static List<Object> values(Spread spread) {
        return List.of(spread.median(), spread.low(), spread.high(), spread.min(), spread.max());
    }

    /** A row of these values; a spread fills all of its columns. */
    static List<Object> row(Object... parts) {
        List<Object> row = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Spread spread) {
                row.addAll(values(spread));
            } else {
                row.add(part);
            }
        }
        return row;
    }

    /** A table with the columns of these lists, in their order. */
    @SafeVarargs
    static Table table(String key, String title, List<Table.Column>... columns) {
        List<Table.Column> all = new ArrayList<>();
        for (List<Table.Column> some : columns) {
            all.addAll(some);
        }
        return new Table(key, title, all, List.of());
    }
}
