package io.runnel.inference.generate;

/** Excludes tokens that would complete a run of tokens that was there already. */
final class RepeatedNgram {
    private RepeatedNgram() {}

    /** Runs of the sequence itself, what it started with included. */
    static ScoreRule ofWritten(int size) {
        return (sequence, scores) -> {
            int length = sequence.length();
            int prefix = length + 1 - size;
            for (int start = 0; prefix >= 0 && start + size <= length; start++) {
                if (isPrefixAt(sequence, prefix, start, size - 1)) {
                    exclude(sequence.token(start + size - 1), scores);
                }
            }
        };
    }

    /** Runs of the source. */
    static ScoreRule ofSource(int size, int[] source) {
        Sequence read = Sequence.startingWith(source);
        return (sequence, scores) -> {
            int prefix = sequence.length() + 1 - size;
            if (prefix < 0) {
                return;
            }
            int[] last = new int[size - 1];
            for (int i = 0; i < last.length; i++) {
                last[i] = sequence.token(prefix + i);
            }
            for (int start = 0; start + size <= read.length(); start++) {
                if (read.has(last, last.length, start)) {
                    exclude(read.token(start + size - 1), scores);
                }
            }
        };
    }

    private static boolean isPrefixAt(Sequence sequence, int prefix, int start, int count) {
        for (int i = 0; i < count; i++) {
            if (sequence.token(prefix + i) != sequence.token(start + i)) {
                return false;
            }
        }
        return true;
    }

    private static void exclude(int token, float[] scores) {
        if (token < scores.length) {
            scores[token] = Float.NEGATIVE_INFINITY;
        }
    }
}
