package io.runnel.schemas.privacy;

import java.util.Locale;

/** A kind of personal data that can be told by its form alone. */
public enum PersonalData {
    EMAIL,
    PHONE,
    /** With a valid country, length and check digits. */
    IBAN,
    /** A payment card, with a valid check digit. */
    CARD,
    /** A number that a state gives to a person, with valid check digits where it has some. */
    NATIONAL_ID,
    /** The name of a person. No form tells it: whoever knows names finds them. */
    PERSON;

    /** As options and output write it: {@code national-id}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
