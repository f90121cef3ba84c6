package io.runnel.inference.generate;

import java.util.BitSet;

/** Makes tokens that were seen less likely, or likelier: each once, however often it was seen. */
final class RepetitionPenalty {
    private RepetitionPenalty() {}

    /** Tokens of the sequence, what it started with included. */
    static ScoreRule ofWritten(double penalty) {
        return (sequence, scores) -> {
            BitSet seen = new BitSet();
            for (int place = 0; place < sequence.length(); place++) {
                seen.set(sequence.token(place));
            }
            apply((float) penalty, seen, scores);
        };
    }

    /** Tokens of the source, which become likelier. */
    static ScoreRule ofSource(double penalty, int[] source) {
        BitSet seen = new BitSet();
        for (int token : source) {
            seen.set(token);
        }
        return (sequence, scores) -> apply((float) (1 / penalty), seen, scores);
    }

    private static void apply(float penalty, BitSet seen, float[] scores) {
        for (int token = seen.nextSetBit(0);
                token >= 0 && token < scores.length;
                token = seen.nextSetBit(token + 1)) {
            scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty;
        }
    }
}
