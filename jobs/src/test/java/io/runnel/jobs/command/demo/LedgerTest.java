package io.runnel.jobs.command.demo;

import static io.runnel.jobs.command.demo.Ledger.Outcome.DEAD_LETTER;
import static io.runnel.jobs.command.demo.Ledger.Outcome.ENRICHED;
import static io.runnel.schemas.document.DocumentType.INVOICE;
import static io.runnel.schemas.document.DocumentType.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Ledger ledger = new Ledger();

    @Test
    void namesInputsWithoutAnOutcome() {
        send(0, 0, 1, 2);
        ledger.outcome(TICKET, ENRICHED, 0, 0, SECOND);
        ledger.outcome(TICKET, DEAD_LETTER, 0, 2, SECOND);
        assertThat(ledger.missing()).containsExactly("tickets-0@1");
    }

    @Test
    void namesInputsWithTwoOutcomesAndCountsTheFirst() {
        send(0, 0);
        ledger.outcome(TICKET, ENRICHED, 0, 0, SECOND);
        ledger.outcome(TICKET, DEAD_LETTER, 0, 0, 9 * SECOND);
        assertThat(ledger.duplicates()).containsExactly("tickets-0@0");
        assertThat(ledger.count(TICKET)).isEqualTo(new Ledger.Count(1, 1, 0, 1));
    }

    @Test
    void acceptsAnOutcomeThatComesBeforeItsAcknowledgement() {
        ledger.sending(TICKET, 0);
        ledger.outcome(TICKET, ENRICHED, 1, 5, SECOND);
        ledger.sent(TICKET, 1, 5);
        assertThat(ledger.missing()).isEmpty();
    }

    @Test
    void tellsTypesAndPartitionsApart() {
        send(0, 0);
        send(1, 0);
        ledger.outcome(INVOICE, ENRICHED, 0, 0, SECOND);
        ledger.outcome(TICKET, ENRICHED, 1, 0, SECOND);
        assertThat(ledger.missing()).containsExactly("tickets-0@0");
        assertThat(ledger.duplicates()).isEmpty();
    }

    @Test
    void measuresFromTheFirstInputToTheLastOutcome() {
        send(0, 0, 1, 2, 3);
        for (int offset = 0; offset < 4; offset++) {
            ledger.outcome(TICKET, ENRICHED, 0, offset, (offset + 1) * SECOND / 2);
        }
        assertThat(ledger.count(TICKET).documentsPerSecond()).isEqualTo(2);
        assertThat(ledger.count(INVOICE).documentsPerSecond()).isZero();
    }

    @Test
    void reportsOneObjectWithTheNumbersOfEachType() {
        send(0, 0, 1);
        ledger.outcome(TICKET, ENRICHED, 0, 0, SECOND);
        ledger.outcome(TICKET, DEAD_LETTER, 0, 1, SECOND);
        String none = "{\"in\":0,\"enriched\":0,\"dead_lettered\":0,\"documents_per_second\":0.0}";
        assertThat(new DemoReport(ledger, 1.2345678).json())
                .isEqualTo(
                        "{\"invoice\":"
                                + none
                                + ",\"transcript\":"
                                + none
                                + ",\"ticket\":{\"in\":2,\"enriched\":1,\"dead_lettered\":1,"
                                + "\"documents_per_second\":2.0},\"seconds\":1.235}");
    }

    private void send(int partition, int... offsets) {
        for (int offset : offsets) {
            ledger.sending(TICKET, 0);
            ledger.sent(TICKET, partition, offset);
        }
    }
}
