package io.runnel.schemas.privacy;

import java.util.List;
import java.util.Optional;

/**
 * A text without personal data, and where the places of the old text are in it.
 *
 * @param replacements by place
 */
public record Redacted(String text, List<Replacement> replacements) {
    /**
     * One piece of data and what stands in its place.
     *
     * @param start index in the new text
     * @param end index in the new text; equal to {@code start} where it was dropped
     */
    public record Replacement(Finding finding, int start, int end) {}

    /** A place in the new text. */
    public record Place(int start, int end) {}

    /**
     * Where a span of the old text is in the new one. A span that touches replaced data grows to
     * hold all of what stands there; empty if nothing of it is left.
     */
    public Optional<Place> place(int start, int end) {
        int from = index(start, Side.START);
        int to = index(end, Side.END);
        return from < to ? Optional.of(new Place(from, to)) : Optional.empty();
    }

    private enum Side {
        START,
        END
    }

    private int index(int old, Side side) {
        int shift = 0;
        for (Replacement replacement : replacements) {
            Finding finding = replacement.finding();
            if (old >= finding.end()) {
                shift = replacement.end() - finding.end();
            } else if (old > finding.start()) {
                return side == Side.START ? replacement.start() : replacement.end();
            } else {
                break;
            }
        }
        return old + shift;
    }
}
