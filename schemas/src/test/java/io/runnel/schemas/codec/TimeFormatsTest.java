package io.runnel.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    iso                          | 2026-03-03T10:15:30Z              | 2026-03-03T10:15:30Z
                    iso                          | 2026-03-03T10:15:30.125+01:00     | 2026-03-03T10:15:30.125+01:00
                    iso                          | 2026-03-03T10:15:30.000+0000      | 2026-03-03T10:15:30Z
                    iso                          | 2026-03-03T10:15                  | 2026-03-03T10:15:00
                    iso                          | 2026-03-03                        | 2026-03-03
                    epoch-seconds                | 1772532930                        | 2026-03-03T10:15:30Z
                    epoch-seconds                | 1772532930.5                      | 2026-03-03T10:15:30.500Z
                    epoch-millis                 | 1772532930125                     | 2026-03-03T10:15:30.125Z
                    epoch-seconds                | -1                                | 1969-12-31T23:59:59Z
                    dd.MM.yyyy                   | 03.03.2026                        | 2026-03-03
                    d MMMM yyyy                  | 3 march 2026                      | 2026-03-03
                    yyyy-MM-dd HH:mm:ss z        | 2026-07-03 10:15:30 Europe/London | 2026-07-03T10:15:30+01:00
                    MM/dd/yyyy hh:mm a           | 03/03/2026 01:15 pm               | 2026-03-03T13:15:00
                    HH:mm                        | 10:15                             | 10:15
                    """)
    void saysTheSameTimeAsIso8601(String format, String text, String iso) {
        assertThat(new TimeFormats(List.of(format), null).toIso(text)).contains(iso);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    iso           | 03.03.2026
                    iso           | 2026-02-31
                    iso           | yesterday
                    dd.MM.yyyy    | 31.02.2026
                    dd.MM.yyyy    | 03.03.2026 10:15
                    epoch-seconds | 1e999999999
                    epoch-seconds | 999999999999999999
                    epoch-millis  | 2026-03-03
                    """)
    void refusesWhatIsNoTimeInTheFormat(String format, String text) {
        assertThat(new TimeFormats(List.of(format), null).toIso(text)).isEmpty();
    }

    @Test
    void triesOneFormatAfterTheOther() {
        TimeFormats formats = new TimeFormats(List.of("iso", "dd.MM.yyyy", "epoch-millis"), null);

        assertThat(formats.toIso("03.03.2026")).contains("2026-03-03");
        assertThat(formats.toIso("1772532930125")).contains("2026-03-03T10:15:30.125Z");
    }

    @Test
    void putsLocalTimesIntoTheZoneAndLeavesOthers() {
        TimeFormats formats = new TimeFormats(List.of("iso"), "Europe/London");

        assertThat(formats.toIso("2026-07-03T10:15:30")).contains("2026-07-03T10:15:30+01:00");
        assertThat(formats.toIso("2026-07-03T10:15:30Z")).contains("2026-07-03T10:15:30Z");
        assertThat(formats.toIso("2026-07-03")).contains("2026-07-03");
    }

    @Test
    void refusesFormatsAndZonesThatDoNotExist() {
        assertThatThrownBy(() -> new TimeFormats(List.of("isoo date"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 'isoo date'");
        assertThatThrownBy(() -> new TimeFormats(List.of("iso"), "Mars/Olympus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a zone such as Europe/London");
    }
}
