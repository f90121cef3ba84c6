package io.runnel.schemas.privacy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.CodeValidator;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.CreditCardValidator.CreditCardRange;
import org.apache.commons.validator.routines.IBANValidator;

/**
 * Finds personal data by its form, in any language. Numbers with check digits are found only if
 * those are right, so most order and invoice numbers stay (one in eleven of nine digits is a valid
 * Dutch BSN); a phone number has none, so it needs a form that people write phone numbers in. Names
 * are not found here ({@link PersonalData#PERSON}).
 *
 * <p>Runs in time linear in the text, whatever it is: no pattern can be made to go back and forth.
 */
public final class PersonalDataFinder {
    private static final Pattern EMAIL =
            Pattern.compile(
                    "(?<!\\w)\\w[\\w.%+'-]{0,63}+(?<![.])@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?+\\.){1,8}\\p{L}{2,24}",
                    Pattern.UNICODE_CHARACTER_CLASS);
    private static final IBANValidator IBANS = IBANValidator.getInstance();
    private static final Pattern IBAN_START = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}");
    private static final Pattern CARD =
            Pattern.compile("(?<![\\d.,-])(?:\\d[\\s-]?){12,18}\\d(?!\\d)");

    /** Issuers by their numbers' beginning and length; Luhn's sum comes with it. */
    private static final CreditCardValidator CARDS =
            new CreditCardValidator(
                    new CodeValidator[] {
                        CreditCardValidator.AMEX_VALIDATOR,
                        CreditCardValidator.DINERS_VALIDATOR,
                        CreditCardValidator.DISCOVER_VALIDATOR,
                        CreditCardValidator.MASTERCARD_VALIDATOR,
                        CreditCardValidator.VISA_VALIDATOR
                    },
                    new CreditCardRange[] {
                        new CreditCardRange("3528", "3589", 16, 19), // JCB
                        new CreditCardRange("50", "50", 13, 19), // Maestro
                        new CreditCardRange("56", "58", 13, 19),
                        new CreditCardRange("67", "67", 13, 19),
                        new CreditCardRange("62", "62", 16, 19) // UnionPay
                    });

    private static final Pattern PHONE =
            Pattern.compile(
                    "(?<![\\w.,/-])(?<!\\d )(?!\\d{3}-\\d{2}-\\d{4}(?!\\d))(?:\\+\\d{1,3}|00\\d{1,3}|\\(?0\\d{1,5}\\)?|\\(\\d{3}\\)|(?:1[-.])?\\d{3}(?=[-.]\\d{3}[-.]\\d{4}))"
                            + "(?:[ ./-]{0,2}\\(?\\d{1,6}\\)?){1,6}(?![\\w]|[.,]\\d)");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D");
    private static final Pattern SEPARATORS = Pattern.compile("[ .-]");
    private static final int LEAST_PHONE_DIGITS = 8;

    /**
     * With {@code 00}, a country's number is behind it; fewer digits are a part or batch number.
     */
    private static final int LEAST_FOREIGN_DIGITS = 10;

    private static final int MOST_PHONE_DIGITS = 15;

    private final Set<PersonalData> kinds;

    /**
     * @param kinds what is looked for
     */
    public PersonalDataFinder(Set<PersonalData> kinds) {
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(PersonalData.class) : EnumSet.copyOf(kinds);
    }

    /** What is there, by its place; no two findings overlap. */
    public List<Finding> find(String text) {
        Found found = new Found(new ArrayList<>(), new BitSet());
        // Those that check digits make sure of come first: what they take, no other kind takes.
        if (kinds.contains(PersonalData.IBAN)) {
            findIbans(text, found);
        }
        find(text, PersonalData.CARD, CARD, PersonalDataFinder::isCard, found);
        for (NationalIds.Form form : NationalIds.FORMS) {
            find(
                    text,
                    PersonalData.NATIONAL_ID,
                    form.pattern(),
                    id -> form.valid().test(SEPARATORS.matcher(id).replaceAll("")),
                    found);
        }
        find(text, PersonalData.EMAIL, EMAIL, email -> true, found);
        find(text, PersonalData.PHONE, PHONE, PersonalDataFinder::isPhone, found);
        found.findings().sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(found.findings());
    }

    /**
     * @param taken the characters of all findings
     */
    private record Found(List<Finding> findings, BitSet taken) {
        void add(Finding finding) {
            int next = taken.nextSetBit(finding.start());
            if (next < 0 || next >= finding.end()) {
                taken.set(finding.start(), finding.end());
                findings.add(finding);
            }
        }
    }

    private void find(
            String text, PersonalData kind, Pattern pattern, Predicate<String> valid, Found found) {
        if (!kinds.contains(kind)) {
            return;
        }
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (valid.test(matcher.group())) {
                found.add(new Finding(kind, matcher.start(), matcher.end()));
            }
        }
    }

    /** The country says how long one is, so words behind it are not taken for more of it. */
    private static void findIbans(String text, Found found) {
        Matcher start = IBAN_START.matcher(text);
        while (start.find()) {
            StringBuilder iban = new StringBuilder();
            int length = ibanLength(start.group());
            int end = start.start();
            while (end < text.length() && iban.length() < length) {
                char c = text.charAt(end);
                if (Character.digit(c, 36) >= 0 && c < 128) {
                    iban.append(Character.toUpperCase(c));
                } else if (!separates(c) || separates(text.charAt(end - 1))) {
                    break;
                }
                end++;
            }
            boolean bounded = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (length > 0
                    && iban.length() == length
                    && bounded
                    && IBANS.isValid(iban.toString())) {
                found.add(new Finding(PersonalData.IBAN, start.start(), end));
            }
        }
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '-';
    }

    /** How many characters an IBAN that begins so has; 0 where its country has none. */
    private static int ibanLength(String start) {
        IBANValidator.Validator form = IBANS.getValidator(start.toUpperCase(Locale.ROOT));
        return form == null ? 0 : form.getIbanLength();
    }

    private static boolean isCard(String candidate) {
        return CARDS.isValid(NO_DIGIT.matcher(candidate).replaceAll(""));
    }

    private static boolean isPhone(String candidate) {
        int digits = NO_DIGIT.matcher(candidate).replaceAll("").length();
        int least = candidate.startsWith("00") ? LEAST_FOREIGN_DIGITS : LEAST_PHONE_DIGITS;
        return digits >= least && digits <= MOST_PHONE_DIGITS;
    }
}
