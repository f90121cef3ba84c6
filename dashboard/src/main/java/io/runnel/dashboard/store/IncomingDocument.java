package io.runnel.dashboard.store;

import io.runnel.schemas.document.Enriched;
import java.util.Comparator;

/**
 * An enriched record as it was read.
 *
 * @param writtenAt milliseconds since the epoch, of the enriched record
 * @param json the record as JSON, whatever it was written in
 */
public record IncomingDocument(Place place, long writtenAt, Enriched enriched, String json) {
    /**
     * Which record of one document counts: the greatest (docs/decisions/0014-generations.md).
     *
     * @param offset its own, in the enriched topic
     */
    record Rank(long sourceTimestamp, long sourceOffset, int generation, long offset)
            implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER =
                Comparator.comparingLong(Rank::sourceTimestamp)
                        .thenComparingLong(Rank::sourceOffset)
                        .thenComparingInt(Rank::generation)
                        .thenComparingLong(Rank::offset);

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    /** Which document it is; a type and an id. */
    record Key(String type, String id) {
        /** A number to look it up by; others may have the same. */
        long hash() {
            long hash = 1125899906842597L;
            for (int i = 0; i < type.length(); i++) {
                hash = 31 * hash + type.charAt(i);
            }
            for (int i = 0; i < id.length(); i++) {
                hash = 31 * hash + id.charAt(i);
            }
            return hash;
        }
    }

    Key key() {
        return new Key(enriched.document().type().label(), enriched.document().id());
    }

    Rank rank() {
        return new Rank(
                StoredTime.millis(enriched.document().origin().timestamp()),
                enriched.document().origin().offset(),
                enriched.generation(),
                place.offset());
    }
}
