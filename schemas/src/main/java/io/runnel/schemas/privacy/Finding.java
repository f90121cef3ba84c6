package io.runnel.schemas.privacy;

/**
 * Personal data in a text.
 *
 * @param start index of its first character
 * @param end index behind its last
 */
public record Finding(PersonalData kind, int start, int end) {
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "Expected a place in a text, found " + start + ":" + end + ".");
        }
    }
}
