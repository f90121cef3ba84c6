package io.runnel.dashboard.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a list is wanted.
 *
 * @param after behind which row it begins, or {@code null} for the first one
 */
public record Page(Sort sort, Order order, int limit, Cursor after) {
    public static final int MOST_ROWS = 200;

    /** By what it is sorted; each is a number in the database. */
    public enum Sort {
        TIME("epoch_ms(d.time)"),
        /** As they came, whatever time they say. */
        ARRIVAL("d.seq"),
        CONFIDENCE("coalesce(d.label_score, -1)"),
        RELEVANCE("h.relevance");

        private final String sql;

        Sort(String sql) {
            this.sql = sql;
        }

        String sql() {
            return "(" + sql + ")::DOUBLE";
        }

        public static Optional<Sort> of(String label) {
            return constant(values(), label);
        }
    }

    /** The largest or the smallest first. */
    public enum Order {
        DESC("<"),
        ASC(">");

        private final String comparison;

        Order(String comparison) {
            this.comparison = comparison;
        }

        /** How a later row compares with an earlier one. */
        String comparison() {
            return comparison;
        }

        public static Optional<Order> of(String label) {
            return constant(values(), label);
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String label) {
        return List.of(values).stream()
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(label))
                .findFirst();
    }

    /** The place of a row in a sorted list. */
    public record Cursor(double value, long seq) {
        /** The cursor in a text that {@link #text()} made, if it is one. */
        public static Optional<Cursor> parse(String text) {
            try {
                String plain =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
                String[] parts = plain.split("~", -1);
                Function<String[], Cursor> read =
                        two -> new Cursor(Double.parseDouble(two[0]), Long.parseLong(two[1]));
                return parts.length == 2 ? Optional.of(read.apply(parts)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        public String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((value + "~" + seq).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
