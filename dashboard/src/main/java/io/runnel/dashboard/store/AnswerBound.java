package io.runnel.dashboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** No row of an answer is larger than {@link #MOST_ROW_BYTES}: a larger one is an error. */
final class AnswerBound {
    static final int MOST_ROW_BYTES = 4_000_000;

    /** Types whose values are never large. */
    private static final Pattern SMALL =
            Pattern.compile(
                    "BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\\([0-9, ]+\\)|DATE"
                            + "|TIME|TIMETZ|TIME WITH TIME ZONE|TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?"
                            + "|UUID|INTERVAL");

    private AnswerBound() {}

    /** The same rows; the database looks at their size, before one is in the memory of Java. */
    static String of(Connection connection, String rows) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        String carrier = null;
        try (PreparedStatement look = connection.prepareStatement(rows)) {
            ResultSetMetaData meta = look.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String name = "c" + i;
                names.add(name);
                labels.add("\"" + meta.getColumnLabel(i).replace("\"", "\"\"") + "\"");
                String type = meta.getColumnTypeName(i);
                if (!SMALL.matcher(type).matches()) {
                    carrier = name;
                    sizes.add("coalesce(" + size(name, type) + ", 0)");
                }
            }
        }
        if (carrier == null) {
            return rows;
        }
        StringJoiner bounded =
                new StringJoiner(
                        ", ",
                        "SELECT ",
                        " FROM (" + rows + ") t(" + String.join(", ", names) + ")");
        for (int i = 0; i < names.size(); i++) {
            String value = names.get(i);
            bounded.add(
                    (value.equals(carrier) ? checked(value, sizes) : value)
                            + " AS "
                            + labels.get(i));
        }
        return bounded.toString();
    }

    /** Not a condition: that might be looked at for rows which another condition leaves out. */
    private static String checked(String value, List<String> sizes) {
        return "CASE WHEN "
                + String.join(" + ", sizes)
                + " > "
                + MOST_ROW_BYTES
                + " THEN error('A row of the answer has more than "
                + MOST_ROW_BYTES
                + " bytes. Ask for less of it, for example for left(text, 1000).') ELSE "
                + value
                + " END";
    }

    private static String size(String name, String type) {
        return switch (type) {
            case "VARCHAR" -> "strlen(" + name + ")";
            case "BLOB" -> "octet_length(" + name + ")";
            default -> "strlen(" + name + "::VARCHAR)";
        };
    }
}
