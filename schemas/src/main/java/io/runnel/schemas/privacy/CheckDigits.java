package io.runnel.schemas.privacy;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/** The sums by which numbers that people write down are protected against slips. */
final class CheckDigits {
    /** Countries of the IBAN registry and the length of theirs. */
    private static final Map<String, Integer> IBAN_LENGTHS =
            Map.ofEntries(
                    Map.entry("AD", 24),
                    Map.entry("AE", 23),
                    Map.entry("AT", 20),
                    Map.entry("BE", 16),
                    Map.entry("BG", 22),
                    Map.entry("BH", 22),
                    Map.entry("BR", 29),
                    Map.entry("CH", 21),
                    Map.entry("CY", 28),
                    Map.entry("CZ", 24),
                    Map.entry("DE", 22),
                    Map.entry("DK", 18),
                    Map.entry("EE", 20),
                    Map.entry("ES", 24),
                    Map.entry("FI", 18),
                    Map.entry("FR", 27),
                    Map.entry("GB", 22),
                    Map.entry("GE", 22),
                    Map.entry("GI", 23),
                    Map.entry("GR", 27),
                    Map.entry("HR", 21),
                    Map.entry("HU", 28),
                    Map.entry("IE", 22),
                    Map.entry("IL", 23),
                    Map.entry("IS", 26),
                    Map.entry("IT", 27),
                    Map.entry("KW", 30),
                    Map.entry("LI", 21),
                    Map.entry("LT", 20),
                    Map.entry("LU", 20),
                    Map.entry("LV", 21),
                    Map.entry("MC", 27),
                    Map.entry("MT", 31),
                    Map.entry("NL", 18),
                    Map.entry("NO", 15),
                    Map.entry("PL", 28),
                    Map.entry("PT", 25),
                    Map.entry("QA", 29),
                    Map.entry("RO", 24),
                    Map.entry("RS", 22),
                    Map.entry("SA", 24),
                    Map.entry("SE", 24),
                    Map.entry("SI", 19),
                    Map.entry("SK", 24),
                    Map.entry("SM", 27),
                    Map.entry("TN", 24),
                    Map.entry("TR", 26),
                    Map.entry("UA", 29));

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private CheckDigits() {}

    /** Luhn's sum, of payment cards and some national numbers. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** How many characters an IBAN of this country has; 0 where there are none. */
    static int ibanLength(String country) {
        return IBAN_LENGTHS.getOrDefault(country.toUpperCase(Locale.ROOT), 0);
    }

    /** An IBAN without blanks, in capitals, of the right length. */
    static boolean iban(String iban) {
        StringBuilder digits = new StringBuilder();
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            digits.append(Character.digit(c, 36));
        }
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
    }

    /** The last digit is 0 for the weighted sum of all, as in Dutch and Polish numbers. */
    static boolean weighted(String digits, int[] weights, int modulus) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return sum % modulus == 0;
    }

    /** A German tax id: its last digit follows from the others by ISO 7064, modulus 11 and 10. */
    static boolean germanTaxId(String digits) {
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits.charAt(10) - '0';
    }

    /** A Spanish DNI, or NIE with its letter as a digit: the letter follows from the rest. */
    static boolean spanishLetter(String digits, char letter) {
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23) == letter;
    }

    /** A French NIR of 15 digits; Corsica's letters are written as digits before. */
    static boolean frenchKey(String digits) {
        long number = Long.parseLong(digits.substring(0, 13));
        return 97 - number % 97 == Integer.parseInt(digits.substring(13));
    }
}
