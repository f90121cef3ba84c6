package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.benchmarks.measure.Work;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedLedgerTest {
    private final FeedLedger ledger = new FeedLedger();

    @Test
    void aDeadLetterIsNoThroughput() {
        ledger.enriched(0);
        ledger.rejected(1, "too-long");
        ledger.enriched(2);
        assertThat(ledger.work(number -> 10 * (number + 1), 2)).isEqualTo(new Work(2, 40, 2));
        assertThat(ledger.count()).isEqualTo(3);
        assertThat(ledger.rejects()).isEqualTo(Map.of("too-long", 1));
    }

    @Test
    void failsWhereADocumentThatWasMadeEndsInTheDeadLetters() {
        ledger.enriched(0);
        assertThatCode(() -> ledger.requireNoRejects("tickets")).doesNotThrowAnyException();
        ledger.rejected(1, "timeout");
        assertThatThrownBy(() -> ledger.requireNoRejects("tickets"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tickets: of 2 documents")
                .hasMessageContaining("timeout=1");
    }

    @Test
    void countsADocumentOnce() {
        assertThat(ledger.enriched(4)).isTrue();
        assertThat(ledger.enriched(4)).isFalse();
        assertThat(ledger.rejected(4, "late")).isFalse();
        assertThat(ledger.count()).isEqualTo(1);
        assertThat(ledger.rejects()).isEmpty();
    }
}
