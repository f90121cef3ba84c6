package io.runnel.inference.summary;

import java.util.Locale;

/**
 * How strictly a written summary is held to its source.
 *
 * @param leastSimilarity how alike a sentence must be to some sentence of the source, from -1 to 1
 * @param onFailure what happens to a sentence that is not
 */
public record GuardRule(double leastSimilarity, OnFailure onFailure) {
    /** What happens to a sentence that says what the source does not. */
    public enum OnFailure {
        /** It is left out; if none is left, the extractive summary stands in. */
        DROP_SENTENCE,
        /** The extractive summary takes the place of the whole text. */
        REPLACE_SUMMARY;

        /** As in a job's configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Names, numbers, and a similarity that unrelated sentences rarely have. */
    public static final GuardRule DEFAULT = new GuardRule(0.5, OnFailure.DROP_SENTENCE);
}
