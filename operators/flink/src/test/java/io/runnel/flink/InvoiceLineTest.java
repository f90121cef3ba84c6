package io.runnel.flink;

import static io.runnel.flink.Documents.bill;
import static io.runnel.flink.Documents.due;
import static io.runnel.flink.Documents.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Invoice;
import org.junit.jupiter.api.Test;

class InvoiceLineTest {
    @Test
    void saysWhoBillsWhatForHowMuchDueWhen() {
        Invoice invoice =
                due(
                        lines(
                                bill("invoice", "Acme", "Bolt", "1234.5", "EUR"),
                                "paper",
                                "ink",
                                "pens",
                                "glue"),
                        "2026-01-31");

        assertThat(InvoiceLine.of(invoice))
                .contains(
                        "Acme bills Bolt EUR 1,234.50 for paper, ink and 2 more, due 2026-01-31.");
    }

    @Test
    void leavesOutWhatIsMissing() {
        assertThat(InvoiceLine.of(bill(null, "Acme", null, null, null)))
                .contains("Invoice from Acme.");
        assertThat(InvoiceLine.of(bill(null, "Acme", " ", "7", null))).contains("Acme bills 7.00.");
        assertThat(InvoiceLine.of(bill(null, null, "Bolt", "7", "USD")))
                .contains("Invoice to Bolt over USD 7.00.");
        assertThat(InvoiceLine.of(lines(bill(null, "Acme", null, null, null), "a", "b")))
                .contains("Acme bills for a and b.");
        assertThat(InvoiceLine.of(bill(null, null, "Bolt", null, "USD"))).isEmpty();
    }

    @Test
    void callsOrdersReceiptsAndCreditNotesByTheirName() {
        assertThat(InvoiceLine.of(bill("purchase_order", "Acme", "Bolt", "7", "USD")))
                .contains("Purchase order to Acme by Bolt over USD 7.00.");
        assertThat(InvoiceLine.of(bill("receipt", "Acme", null, "$7.10", "MYR")))
                .contains("Receipt from Acme over $7.10.");
        assertThat(InvoiceLine.of(bill("credit_note", "Acme", "Bolt", "-7", "USD")))
                .contains("Acme credits Bolt USD -7.00.");
    }

    @Test
    void showsATotalAsItWasWrittenUnlessItIsABareNumber() {
        assertThat(InvoiceLine.of(bill(null, "Acme", null, "1.234,50", "EUR")))
                .contains("Acme bills EUR 1.234,50.");
        assertThat(InvoiceLine.of(bill(null, "Acme", null, "RM 53.20", "MYR")))
                .contains("Acme bills RM 53.20.");
        assertThat(InvoiceLine.of(bill(null, "Acme", null, "0.12345", "EUR")))
                .contains("Acme bills EUR 0.12345.");
    }

    @Test
    void keepsLongAndManyLinedTextsOnOneShortLine() {
        String description =
                "Maintenance of the\nheating system in building seven, floors one to nine 💳";

        String line =
                InvoiceLine.of(lines(bill(null, "Acme\nLtd", null, null, null), description))
                        .orElseThrow();

        assertThat(line)
                .isEqualTo(
                        "Acme Ltd bills for Maintenance of the heating system in building seven, floors…");
    }

    @Test
    void partsItemsWithCommasBySemicolons() {
        Invoice invoice = bill(null, "Acme", null, null, null);

        assertThat(InvoiceLine.of(lines(invoice, "paper, white", "pens")))
                .contains("Acme bills for paper, white; pens.");
        assertThat(InvoiceLine.of(lines(invoice, "paper, white", "pens", "ink")))
                .contains("Acme bills for paper, white; pens; and 1 more.");
    }

    @Test
    void namesEqualItemsOnce() {
        assertThat(InvoiceLine.of(lines(bill(null, "Acme", null, null, null), "taxi", "taxi")))
                .contains("Acme bills for taxi.");
    }
}
