package io.runnel.dashboard.store;

import java.text.Normalizer;
import java.util.Locale;

/** One way to write an entity, so that the same one counts as one. */
final class EntityName {
    private EntityName() {}

    /** For people: white space as single blanks, no quotation marks or commas around it. */
    static String shown(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s+", " ").strip();
        String bare = plain.replaceAll("^[\\s\"'“”‘’«»(,;:]+|[\\s\"'“”‘’«»),;:]+$", "");
        return bare.isEmpty() ? plain : bare;
    }

    /** For comparison: the same in lower case. */
    static String key(String text) {
        return shown(text).toLowerCase(Locale.ROOT);
    }
}
