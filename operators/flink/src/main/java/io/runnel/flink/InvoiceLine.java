package io.runnel.flink;

import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line that says who bills what for how much, due when: {@code Acme bills Bolt EUR 1,234.50 for
 * paper, ink and 3 more, due 2026-01-31.} Every word of it stands in a field of the invoice; what
 * is missing is left out, never guessed.
 */
final class InvoiceLine {
    private static final int MAX_DESCRIPTION = 60;
    private static final int NAMED_ITEMS = 2;

    private InvoiceLine() {}

    /** The line, or nothing where neither vendor nor total is known. */
    static Optional<String> of(Invoice invoice) {
        String vendor = clean(invoice.vendor());
        String money = money(invoice);
        if (vendor == null && money == null) {
            return Optional.empty();
        }
        String customer = clean(invoice.customer());
        String items = items(invoice.lineItems());
        String due = clean(invoice.dueDate());
        StringBuilder line =
                new StringBuilder(start(kind(invoice), vendor, customer, money, items));
        if (items != null) {
            line.append(" for ").append(items);
        }
        if (due != null) {
            line.append(", due ").append(due);
        }
        return Optional.of(
                line.charAt(line.length() - 1) == '…'
                        ? line.toString()
                        : line.append('.').toString());
    }

    private static String start(
            String kind, String vendor, String customer, String money, String items) {
        String verb = kind.equals("Credit note") ? " credits" : " bills";
        boolean saysWhat = customer != null || money != null || items != null;
        if (vendor != null && saysWhat && (kind.equals("Invoice") || kind.equals("Credit note"))) {
            return vendor + verb + after(" ", customer) + after(" ", money);
        }
        if (kind.equals("Purchase order")) {
            return kind + after(" to ", vendor) + after(" by ", customer) + after(" over ", money);
        }
        return kind + after(" from ", vendor) + after(" to ", customer) + after(" over ", money);
    }

    private static String after(String word, String text) {
        return text == null ? "" : word + text;
    }

    private static String kind(Invoice invoice) {
        String type = invoice.docType() == null ? "" : invoice.docType().toLowerCase(Locale.ROOT);
        if (type.contains("order")) {
            return "Purchase order";
        }
        if (type.contains("receipt")) {
            return "Receipt";
        }
        return type.contains("credit") ? "Credit note" : "Invoice";
    }

    private static String money(Invoice invoice) {
        String total = clean(invoice.total());
        String currency = clean(invoice.currency());
        if (total == null) {
            return null;
        }
        if (!Amounts.isPlain(total)) {
            boolean named = total.codePoints().anyMatch(InvoiceLine::namesCurrency);
            return named || currency == null ? total : currency + " " + total;
        }
        BigDecimal number = new BigDecimal(total);
        int decimals = Math.max(2, number.scale());
        String digits = String.format(Locale.ROOT, "%,." + decimals + "f", number);
        return currency == null ? digits : currency + " " + digits;
    }

    private static boolean namesCurrency(int codePoint) {
        return Character.isLetter(codePoint)
                || Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }

    /** The first items by name; parted by semicolons where a name has commas of its own. */
    private static String items(List<LineItem> lineItems) {
        List<String> names =
                lineItems.stream()
                        .map(LineItem::description)
                        .filter(Text::saysSomething)
                        .map(InvoiceLine::shorten)
                        .distinct()
                        .toList();
        boolean commas = names.stream().anyMatch(name -> name.contains(","));
        String and = commas ? "; " : " and ";
        return switch (names.size()) {
            case 0 -> null;
            case 1 -> names.get(0);
            case 2 -> names.get(0) + and + names.get(1);
            default ->
                    String.join(commas ? "; " : ", ", names.subList(0, NAMED_ITEMS))
                            + (commas ? "; and " : " and ")
                            + (names.size() - NAMED_ITEMS)
                            + " more";
        };
    }

    /** The description on one line, cut at a word and marked where it is long. */
    private static String shorten(String description) {
        String line = SummaryAssembly.onOneLine(description);
        if (line.length() <= MAX_DESCRIPTION) {
            return line;
        }
        int space = line.lastIndexOf(' ', MAX_DESCRIPTION);
        int end = space > MAX_DESCRIPTION / 2 ? space : MAX_DESCRIPTION;
        int safe = Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        return line.substring(0, safe).stripTrailing() + "…";
    }

    private static String clean(String text) {
        return Text.saysSomething(text) ? SummaryAssembly.onOneLine(text) : null;
    }
}
