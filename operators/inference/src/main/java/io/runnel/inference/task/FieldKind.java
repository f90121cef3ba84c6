package io.runnel.inference.task;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the name of a field says about how it is written; the recipe's {@code field_reading.py} says
 * the same.
 */
enum FieldKind {
    /** A name: it begins where a line begins. */
    COMPANY,
    /** Lines from their begin to their end. */
    ADDRESS,
    /** The largest of the amounts that may be one, since its parts are announced as totals too. */
    TOTAL,
    /** Any other. */
    OTHER;

    private static final Set<FieldKind> FROM_LINE_START = EnumSet.of(COMPANY, ADDRESS);
    private static final Set<FieldKind> TO_LINE_END = EnumSet.of(ADDRESS);

    static FieldKind of(String field) {
        return switch (field) {
            case "company" -> COMPANY;
            case "address" -> ADDRESS;
            case "total" -> TOTAL;
            default -> OTHER;
        };
    }

    boolean startsItsLine() {
        return FROM_LINE_START.contains(this);
    }

    boolean endsItsLine() {
        return TO_LINE_END.contains(this);
    }

    boolean isAmount() {
        return this == TOTAL;
    }
}
