package io.runnel.schemas.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static Origin origin(int lastByte) {
        return new Origin(
                "tickets",
                0,
                7,
                0,
                new byte[] {1},
                List.of(new Header("trace", new byte[] {2})),
                new byte[] {3, (byte) lastByte});
    }

    @Test
    void isEqualWhereTheBytesAre() {
        assertThat(origin(4))
                .isEqualTo(origin(4))
                .hasSameHashCodeAs(origin(4))
                .isNotEqualTo(origin(5));
    }

    @Test
    void namesItsPlaceAndHidesItsBytes() {
        assertThat(origin(4).place()).isEqualTo("tickets-0@7");
        assertThat(origin(4))
                .hasToString("Origin[tickets-0@7, timestamp=0, key 1 bytes, payload 2 bytes]");
    }
}
