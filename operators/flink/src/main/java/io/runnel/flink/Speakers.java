package io.runnel.flink;

import io.runnel.schemas.document.Text;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.TextRedaction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who speaks, where names are taken out. No head reads such a field, and what stands in it is a
 * person or a part that somebody plays: what is no well-known part is taken for a name as a whole.
 * Each speaker is redacted, and counted, once.
 */
final class Speakers {
    private static final Pattern PART =
            Pattern.compile(
                    "(?:customer|client|caller|user|guest|patient|agent|operator|rep|representative|support|service"
                            + "|advisor|assistant|bot|system|ivr|moderator|interviewer|interviewee|analyst|speaker|unknown)"
                            + "[ _-]?\\d{0,3}");

    private final TextRedaction texts;
    private final Set<PersonalData> kinds;
    private final Map<String, String> known = new HashMap<>();

    Speakers(TextRedaction texts, Set<PersonalData> kinds) {
        this.texts = texts;
        this.kinds = kinds;
    }

    /** A speaker: a part stays, a name goes; {@code null} for {@code null}. */
    String speaker(String speaker) {
        if (speaker == null) {
            return null;
        }
        boolean isPart = PART.matcher(speaker.strip().toLowerCase(Locale.ROOT)).matches();
        return isPart ? speaker : person(speaker);
    }

    /** Somebody who is a person; {@code null} for {@code null}. */
    String person(String person) {
        return person == null ? null : known.computeIfAbsent(person, this::redacted);
    }

    /** Those so far whose names are taken out. */
    Set<String> persons() {
        return kinds.contains(PersonalData.PERSON) ? known.keySet() : Set.of();
    }

    private String redacted(String person) {
        return kinds.contains(PersonalData.PERSON) && Text.saysSomething(person)
                ? texts.redactWhole(person, PersonalData.PERSON)
                : texts.redact(person);
    }
}
