package io.runnel.inference.summary;

import java.util.List;

/**
 * A written sentence and what can be said against it.
 *
 * @param similarity to the source's sentence that is most like it; not a number if nobody compared
 */
public record JudgedSentence(String text, double similarity, List<Objection> objections) {
    public JudgedSentence {
        objections = List.copyOf(objections);
    }

    /** Whether it stands. */
    public boolean isFaithful() {
        return objections.isEmpty();
    }
}
