package io.runnel.inference.summary;

import java.util.List;

/**
 * A summary that was held to its source.
 *
 * @param judged every sentence that was written, also those that were left out
 */
public record GuardedSummary(String text, Method method, List<JudgedSentence> judged) {
    /** Where the text comes from; named as in the enriched record. */
    public enum Method {
        /** Everything the model wrote. */
        ABSTRACTIVE("abstractive"),
        /** What the model wrote, without sentences that the source does not bear out. */
        ABSTRACTIVE_WITHOUT_UNFAITHFUL("abstractive-shortened"),
        /** Sentences of the source, as what the model wrote did not stand. */
        EXTRACTIVE_INSTEAD("extractive-instead"),
        /** Sentences of the source, as the model, or what judges it, failed or took too long. */
        EXTRACTIVE_AFTER_FAILURE("extractive-after-failure");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** The name in the enriched record. */
        public String label() {
            return label;
        }

        /** Whether the text is what a model wrote. */
        public boolean isWritten() {
            return switch (this) {
                case ABSTRACTIVE, ABSTRACTIVE_WITHOUT_UNFAITHFUL -> true;
                case EXTRACTIVE_INSTEAD, EXTRACTIVE_AFTER_FAILURE -> false;
            };
        }
    }

    public GuardedSummary {
        judged = List.copyOf(judged);
    }
}
