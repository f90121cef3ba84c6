package io.runnel.schemas.privacy;

import io.runnel.schemas.codec.JsonTexts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes personal data out of the texts of one record, and counts what it takes. For one record and
 * one thread.
 */
public final class TextRedaction {
    /** Kinds whose form is sure: an id is easily taken for a phone or a national number. */
    private static final Set<PersonalData> SURE =
            EnumSet.of(PersonalData.EMAIL, PersonalData.IBAN, PersonalData.CARD);

    /** As messaging services write the key of a conversation. */
    private static final Pattern WHOLE_PHONE = Pattern.compile("\\+[1-9]\\d{7,14}");

    private final Redactor redactor;
    private final boolean phones;
    private final PersonalDataFinder finder;
    private final PersonalDataFinder sureFinder;
    private final Function<String, List<Finding>> names;
    private final Map<PersonalData, Integer> taken = new EnumMap<>(PersonalData.class);

    /**
     * For the kinds of these settings.
     *
     * @param redactor of these settings, made once
     * @param names finds in a text what no form tells
     */
    public TextRedaction(
            PrivacySettings settings, Redactor redactor, Function<String, List<Finding>> names) {
        this.names = names;
        this.redactor = redactor;
        this.phones = settings.kinds().contains(PersonalData.PHONE);
        this.finder = new PersonalDataFinder(settings.kinds());
        Set<PersonalData> sure = EnumSet.copyOf(SURE);
        sure.retainAll(settings.kinds());
        this.sureFinder = new PersonalDataFinder(sure);
    }

    /**
     * A text that people wrote, without personal data.
     *
     * @param known what is known to be at places of this very text
     */
    public Redacted redact(String text, List<Finding> known) {
        List<Finding> findings = new ArrayList<>(known);
        findings.addAll(finder.find(text));
        findings.addAll(names.apply(text));
        return replaced(text, findings);
    }

    /** The same where nothing is known; {@code null} for {@code null}. */
    public String redact(String text) {
        return text == null ? null : redact(text, List.of()).text();
    }

    /**
     * An id, a key or a number: searched for e-mail addresses, IBANs, cards and known names, and
     * for a phone number with its country's {@code +} if it is nothing else, since any id may look
     * like another phone or a national number. {@code null} for {@code null}.
     */
    public String redactIdentifier(String identifier) {
        if (identifier == null) {
            return null;
        }
        if (phones && WHOLE_PHONE.matcher(identifier).matches()) {
            return redactWhole(identifier, PersonalData.PHONE);
        }
        List<Finding> findings = new ArrayList<>(sureFinder.find(identifier));
        findings.addAll(names.apply(identifier));
        return replaced(identifier, findings).text();
    }

    /**
     * A piece of JSON with its texts and field names as {@link #redact(String)} gives them, and its
     * numbers as {@link #redactIdentifier}; empty if it is no JSON.
     */
    public Optional<String> redactJson(String json) {
        return JsonTexts.change(json, this::redact, this::redactIdentifier);
    }

    /** What stands in the place of a text that is personal data as a whole. */
    public String redactWhole(String text, PersonalData kind) {
        return replaced(text, List.of(new Finding(kind, 0, text.length()))).text();
    }

    /** How many pieces have been taken out, by the kind's label. */
    public Map<String, Integer> taken() {
        Map<String, Integer> labels = new TreeMap<>();
        taken.forEach((kind, count) -> labels.put(kind.label(), count));
        return labels;
    }

    /** How many pieces have been taken out in all. */
    public int pieces() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Redacted replaced(String text, List<Finding> findings) {
        Redacted redacted = redactor.redact(text, findings);
        for (Redacted.Replacement replacement : redacted.replacements()) {
            taken.merge(replacement.finding().kind(), 1, Integer::sum);
        }
        return redacted;
    }
}
