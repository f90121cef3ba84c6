package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;
import java.util.Arrays;

/**
 * A token, or a word, on its way through the steps of the pipeline of the reference.
 *
 * @param firstToken index in the passage's tokens
 * @param endToken index after its last one
 * @param goesOn whether it goes on with the word before it
 */
record PipelineToken(int firstToken, int endToken, CharSpan span, Scored scored, boolean goesOn) {
    /** The probabilities of all labels. Immutable. */
    static final class Scored {
        private final double[] probabilities;

        Scored(double... probabilities) {
            this.probabilities = probabilities.clone();
        }

        int best() {
            return Softmax.argmax(probabilities);
        }

        double highest() {
            return probabilities[best()];
        }

        double of(int label) {
            return probabilities[label];
        }

        int labels() {
            return probabilities.length;
        }

        @Override
        public String toString() {
            return Arrays.toString(probabilities);
        }
    }

    /** The word that starts with this token and ends with another one, scored as it is. */
    PipelineToken upTo(PipelineToken last, Scored ofWord) {
        return new PipelineToken(
                firstToken,
                last.endToken,
                new CharSpan(span.start(), last.span.end()),
                ofWord,
                false);
    }
}
