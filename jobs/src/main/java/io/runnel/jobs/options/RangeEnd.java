package io.runnel.jobs.options;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a range of a topic: where it begins, or what it ends before. */
public sealed interface RangeEnd extends Serializable {
    /** The oldest record that is still there. */
    record Earliest() implements RangeEnd {}

    /** Behind the newest record at the time of asking. */
    record Latest() implements RangeEnd {}

    /** The first record with this time or a later one; behind the newest where there is none. */
    record At(Instant time) implements RangeEnd {}

    /**
     * An offset in each of these partitions; others do not belong to the range.
     *
     * @param offsets by partition
     */
    record Offsets(Map<Integer, Long> offsets) implements RangeEnd {
        public Offsets {
            offsets = Map.copyOf(offsets);
        }
    }

    /** The end that a text means, or nothing if it means none. */
    static Optional<RangeEnd> parse(String text) {
        String plain = text.strip();
        return switch (plain) {
            case "earliest" -> Optional.of(new Earliest());
            case "latest" -> Optional.of(new Latest());
            default -> parseOffsets(plain).or(() -> parseTime(plain));
        };
    }

    private static Optional<RangeEnd> parseTime(String text) {
        try {
            return Optional.of(new At(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<RangeEnd> parseOffsets(String text) {
        Pattern entry = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = entry.matcher(part.strip());
            if (!matcher.matches()
                    || offsets.put(
                                    Integer.parseInt(matcher.group(1)),
                                    Long.parseLong(matcher.group(2)))
                            != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Offsets(offsets));
    }

    /** What is wrong with two ends together, as far as it can be told without the topic. */
    static Optional<String> mistake(RangeEnd from, RangeEnd until) {
        if (from instanceof At begin
                && until instanceof At end
                && !begin.time().isBefore(end.time())) {
            return Optional.of(
                    "backfill.until: expected a time after backfill.from, "
                            + begin.time()
                            + ", found "
                            + end.time());
        }
        if (from instanceof Offsets begin
                && until instanceof Offsets end
                && !begin.offsets().keySet().equals(end.offsets().keySet())) {
            return Optional.of(
                    "backfill.until: expected the partitions of backfill.from, "
                            + new TreeMap<>(begin.offsets()).keySet()
                            + ", found "
                            + new TreeMap<>(end.offsets()).keySet());
        }
        return Optional.empty();
    }
}
