package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeEndTest {
    @Test
    void isATimeInAnyZone() {
        assertThat(RangeEnd.parse("2026-03-01T12:00:00+02:00"))
                .contains(new RangeEnd.At(Instant.parse("2026-03-01T10:00:00Z")));
        assertThat(RangeEnd.parse(" 2026-03-01T10:00Z "))
                .contains(new RangeEnd.At(Instant.parse("2026-03-01T10:00:00Z")));
    }

    @Test
    void isAnOffsetForEachPartitionThatIsRead() {
        assertThat(RangeEnd.parse("0:12, 3:400"))
                .contains(new RangeEnd.Offsets(Map.of(0, 12L, 3, 400L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-03-01",
                "2026-03-01T10:00:00",
                "0",
                "0:",
                ":1",
                "0:1,",
                "0:1,0:2",
                "-1:0",
                "0:-1",
                "0:99999999999999999999",
                "2026-02-30T00:00:00Z"
            })
    void isNothingElse(String text) {
        assertThat(RangeEnd.parse(text)).isEmpty();
    }
}
