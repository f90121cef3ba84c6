package io.runnel.inference.task;

import java.util.List;

/**
 * The likeliest valid sequence of tags (Viterbi 1967, doi:10.1109/TIT.1967.1054010): {@code I-x}
 * follows {@code B-x} or {@code I-x} only, every other tag follows any. The words' probabilities
 * are taken as independent, so only what is valid ties them together.
 */
final class TagPath {
    private static final int ANY = -1;
    private static final double LEAST = 1e-300;

    /** For {@code I-x} the place of {@code B-x}, else {@link #ANY}. */
    private final int[] begins;

    /**
     * @param tags with {@code B-x} for each {@code I-x}
     */
    TagPath(List<String> tags) {
        begins = new int[tags.size()];
        for (int tag = 0; tag < begins.length; tag++) {
            String name = tags.get(tag);
            begins[tag] = name.startsWith("I-") ? tags.indexOf("B-" + name.substring(2)) : ANY;
        }
    }

    /**
     * The tag of each word; of equally likely sequences the one with the smallest tags from the
     * end.
     *
     * @param words for each word the probability of each tag
     */
    int[] likeliest(List<double[]> words) {
        int[] path = new int[words.size()];
        if (path.length == 0) {
            return path;
        }
        int[][] before = new int[words.size()][];
        double[] scores = new double[begins.length];
        for (int word = 0; word < path.length; word++) {
            before[word] = predecessors(scores);
            scores = extended(scores, before[word], words.get(word), word == 0);
        }
        path[path.length - 1] = Softmax.argmax(scores);
        for (int word = path.length - 1; word > 0; word--) {
            path[word - 1] = before[word][path[word]];
        }
        return path;
    }

    private int[] predecessors(double[] scores) {
        int best = Softmax.argmax(scores);
        int[] before = new int[begins.length];
        for (int tag = 0; tag < before.length; tag++) {
            int begin = begins[tag];
            before[tag] = begin == ANY ? best : scores[tag] > scores[begin] ? tag : begin;
        }
        return before;
    }

    private double[] extended(
            double[] scores, int[] before, double[] probabilities, boolean isFirst) {
        double[] extended = new double[begins.length];
        for (int tag = 0; tag < extended.length; tag++) {
            boolean valid = !isFirst || begins[tag] == ANY;
            extended[tag] =
                    valid
                            ? scores[before[tag]]
                                    + StrictMath.log(Math.max(LEAST, probabilities[tag]))
                            : Double.NEGATIVE_INFINITY;
        }
        return extended;
    }
}
