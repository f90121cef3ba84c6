package io.runnel.schemas.codec;

import static java.time.temporal.ChronoField.ERA;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How times are written in records; {@link #toIso} says the same time as ISO 8601. The first format
 * that reads a text counts. Impossible dates, such as 31 February, are refused and not moved.
 */
public final class TimeFormats implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ISO = "iso";
    private static final String EPOCH_SECONDS = "epoch-seconds";
    private static final String EPOCH_MILLIS = "epoch-millis";
    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
    private static final BigDecimal NANOS = BigDecimal.TEN.pow(9);

    private final List<String> formats;
    private final ZoneId zone;

    /** By format, those of epochs aside. */
    private final transient Map<String, DateTimeFormatter> formatters = new HashMap<>();

    /**
     * @param formats {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, or a pattern of
     *     {@link DateTimeFormatter} with English names
     * @param zone the zone of times that name none, or {@code null} to leave them local
     * @throws IllegalArgumentException if a format or the zone does not exist, with what was
     *     expected
     */
    public TimeFormats(List<String> formats, String zone) {
        this.formats = List.copyOf(formats);
        this.zone = zone == null ? null : zone(zone);
        for (String format : formats) {
            if (!format.equals(EPOCH_SECONDS) && !format.equals(EPOCH_MILLIS)) {
                formatters.put(format, formatter(format));
            }
        }
    }

    /** Formatters cannot be serialized, so they are made again. */
    private Object readResolve() {
        return new TimeFormats(formats, zone == null ? null : zone.getId());
    }

    /** The same time as ISO 8601, or nothing where no format reads the text. */
    Optional<String> toIso(String text) {
        return formats.stream()
                .map(format -> toIso(text.strip(), format))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> toIso(String text, String format) {
        DateTimeFormatter formatter = formatters.get(format);
        try {
            if (formatter != null) {
                return Optional.of(parse(text, formatter));
            }
            return EPOCH.matcher(text).matches()
                    ? Optional.of(epoch(text, format))
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            // It is no time in this format; another one may read it.
            return Optional.empty();
        }
    }

    private static String epoch(String text, String format) {
        BigDecimal seconds = new BigDecimal(text);
        if (format.equals(EPOCH_MILLIS)) {
            seconds = seconds.movePointLeft(3);
        }
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(
                        parts[0].longValueExact(), parts[1].multiply(NANOS).longValue())
                .toString();
    }

    private String parse(String text, DateTimeFormatter formatter) {
        TemporalAccessor time =
                formatter.parseBest(
                        text,
                        ZonedDateTime::from,
                        LocalDateTime::from,
                        LocalDate::from,
                        LocalTime::from);
        if (time instanceof LocalDateTime local && zone != null) {
            time = local.atZone(zone);
        }
        if (time instanceof ZonedDateTime zoned) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(zoned);
        }
        return time instanceof LocalDateTime local
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local)
                : time.toString();
    }

    private static DateTimeFormatter formatter(String format) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        try {
            // Years in a pattern are those without an era, as nearly everybody means them.
            return (format.equals(ISO)
                            ? builder.appendPattern("uuuu-MM-dd['T'HH:mm[:ss]")
                                    .appendFraction(NANO_OF_SECOND, 0, 9, true)
                                    .appendPattern("[XXX][XX][X]]")
                            : builder.appendPattern(format).parseDefaulting(ERA, 1))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected iso, epoch-seconds, epoch-millis or a pattern such as dd.MM.yyyy HH:mm,"
                            + " found '"
                            + format
                            + "'",
                    e);
        }
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a zone such as Europe/London or +01:00, found '" + zone + "'", e);
        }
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof TimeFormats other
                && formats.equals(other.formats)
                && Objects.equals(zone, other.zone);
    }

    @Override
    public int hashCode() {
        return formats.hashCode();
    }

    /** The formats for messages. */
    @Override
    public String toString() {
        return String.join(" or ", formats);
    }
}
