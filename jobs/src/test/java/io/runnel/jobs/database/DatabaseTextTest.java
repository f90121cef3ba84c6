package io.runnel.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTextTest {
    @Test
    void replacesOnlyWhatPostgresRefusesAndKeepsEveryIndex() {
        assertThat(DatabaseText.clean("a\u0000b\uD83Dc\uDCB3\uD83D"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFD\uFFFD");
        String fine = "£ 💳 e\u0301 \t\n \u0001";
        assertThat(DatabaseText.clean(fine)).isSameAs(fine);
        assertThat(DatabaseText.clean(null)).isNull();
    }

    @Test
    void cutsWhatIsGroupedBetweenCharactersAndSaysSo() {
        assertThat(DatabaseText.grouped("x".repeat(200))).hasSize(200).doesNotContain("…");
        assertThat(DatabaseText.grouped("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
        assertThat(DatabaseText.grouped("x" + "💳".repeat(100)))
                .isEqualTo("x" + "💳".repeat(99) + "…");
    }

    @Test
    void countsAnEntityHoweverItIsSpacedAndWritten() {
        assertThat(DatabaseText.entity(" New\u00A0 York\n")).isEqualTo("new york");
        assertThat(DatabaseText.entity("")).isEmpty();
    }

    @Test
    void keepsLongIdsAndIdsWithRefusedCharactersApart() {
        String long1 = "x".repeat(5_000);
        assertThat(DatabaseText.key("t-1")).isEqualTo("t-1");
        assertThat(DatabaseText.key(long1)).hasSizeLessThanOrEqualTo(300);
        assertThat(DatabaseText.key(long1)).isNotEqualTo(DatabaseText.key(long1 + "y"));
        assertThat(DatabaseText.key("a\u0000")).isNotEqualTo(DatabaseText.key("a\uFFFD"));
        assertThat(DatabaseText.key("a\uD83D")).isNotEqualTo(DatabaseText.key("a\uDCB3"));
    }

    @Test
    void readsThePasswordOfThisMachineOnly() {
        assertThat(DatabaseLogin.password(null, Map.of("DATABASE_PASSWORD", "secret")))
                .isEqualTo("secret");
        assertThat(DatabaseLogin.password(null, Map.of())).isNull();
    }
}
