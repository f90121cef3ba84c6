package io.runnel.jobs.command.models.rows;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The labels or entity types of a head, found by names that are written in another way: letter
 * case, hyphens, underscores, blanks and other signs make no difference, so {@code lab_medical} and
 * {@code LabMedical} are {@code lab-medical}. {@code oos} is {@code out-of-scope}.
 */
public final class LabelNames {
    private static final Map<String, String> ALIASES = Map.of("oos", "outofscope");

    private final Set<String> names;
    private final Map<String, String> bySpelling = new HashMap<>();

    public LabelNames(Collection<String> names) {
        this.names = new LinkedHashSet<>(names);
        Set<String> ambiguous = new LinkedHashSet<>();
        for (String name : names) {
            String other = bySpelling.put(spelling(name), name);
            if (other != null && !other.equals(name)) {
                ambiguous.add(spelling(name));
            }
        }
        bySpelling.keySet().removeAll(ambiguous);
    }

    /** The names of the types in BIO labels such as {@code B-person}. */
    public static LabelNames ofTags(Collection<String> tags) {
        return new LabelNames(
                tags.stream()
                        .filter(tag -> tag.length() > 2)
                        .map(tag -> tag.substring(2))
                        .distinct()
                        .toList());
    }

    /** The head's own name of this label, if it has the label. */
    public Optional<String> find(String label) {
        if (names.contains(label)) {
            return Optional.of(label);
        }
        String spelling = spelling(label);
        return Optional.ofNullable(bySpelling.get(ALIASES.getOrDefault(spelling, spelling)));
    }

    /** All of them, in the head's order. */
    public Set<String> names() {
        return names;
    }

    private static String spelling(String label) {
        StringBuilder letters = new StringBuilder();
        label.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.isEmpty() ? label : letters.toString();
    }
}
