package io.runnel.dashboard.store;

import java.time.Instant;
import java.util.Set;

/**
 * Which documents are meant: one of each set that is not empty, and all of the rest.
 *
 * @param from the earliest time, or {@code null}
 * @param until the time before which they lie, or {@code null}
 * @param minConfidence of the label, or {@code null}
 * @param words full text, or {@code null}
 * @param documentId one id, or {@code null}
 */
public record Filter(
        Set<String> types,
        Set<String> labels,
        Set<String> sentiments,
        Set<String> languages,
        Set<String> entityGroups,
        Set<String> entities,
        Set<String> vendors,
        Instant from,
        Instant until,
        Double minConfidence,
        String words,
        String documentId) {
    /** All documents. */
    public static final Filter ALL =
            new Filter(
                    Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null,
                    null, null, null, null);

    /** The documents that these words match. */
    public static Filter ofWords(String words) {
        return new Filter(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null,
                null, words, null);
    }

    /** Whether words are all that is asked for. */
    boolean isWordsOnly() {
        return words != null && equals(ofWords(words));
    }

    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether it says something of documents that dead letters have nothing of. */
    boolean asksAboutAnswers() {
        return !equals(
                new Filter(
                        types, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), from,
                        until, null, null, null));
    }
}
