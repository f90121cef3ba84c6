package io.runnel.schemas.privacy;

/**
 * The sums by which states protect the numbers of persons against slips. Those of IBANs and cards
 * are Commons Validator's; for these no Java library is kept well.
 */
final class CheckDigits {
    private CheckDigits() {}

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
