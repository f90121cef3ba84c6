package io.runnel.schemas.privacy;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Numbers that states give to persons. Those with check digits are told by them; the American and
 * the British one have none and are told by the ranges that are in use.
 */
final class NationalIds {
    private static final int[] DUTCH = {9, 8, 7, 6, 5, 4, 3, 2, -1};
    private static final int[] POLISH = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    private static final int[] SWISS = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1};

    /** How one of them looks, and what makes it valid; the test gets it without separators. */
    record Form(String country, Pattern pattern, Predicate<String> valid) {}

    static final List<Form> FORMS =
            List.of(
                    new Form(
                            "US",
                            bounded("(?!000|666|9\\d\\d)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}"),
                            id -> true),
                    new Form(
                            "GB",
                            bounded(
                                    "(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
                                            + " ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]"),
                            id -> true),
                    new Form(
                            "DE",
                            bounded("[1-9]\\d ?\\d{3} ?\\d{3} ?\\d{3}"),
                            CheckDigits::germanTaxId),
                    new Form(
                            "ES",
                            bounded("\\d{8}-?[A-HJ-NP-TV-Z]"),
                            id -> CheckDigits.spanishLetter(id.substring(0, 8), id.charAt(8))),
                    new Form(
                            "ES",
                            bounded("[XYZ]-?\\d{7}-?[A-HJ-NP-TV-Z]"),
                            id ->
                                    CheckDigits.spanishLetter(
                                            "XYZ".indexOf(id.charAt(0)) + id.substring(1, 8),
                                            id.charAt(8))),
                    new Form(
                            "FR",
                            bounded(
                                    "[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?\\d{2} ?\\d{3} ?\\d{3}"
                                            + " ?\\d{2}"),
                            CheckDigits::frenchKey),
                    new Form(
                            "NL",
                            bounded("\\d{9}"),
                            id -> !id.equals("000000000") && CheckDigits.weighted(id, DUTCH, 11)),
                    new Form(
                            "PL",
                            bounded(
                                    "\\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\\d|3[01])\\d{5}"),
                            id -> CheckDigits.weighted(id, POLISH, 10)),
                    new Form(
                            "CH",
                            bounded("756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}"),
                            id -> CheckDigits.weighted(id, SWISS, 10)));

    private NationalIds() {}

    private static Pattern bounded(String form) {
        return Pattern.compile("(?<![\\w-])" + form + "(?![\\w-])");
    }
}
