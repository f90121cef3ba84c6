package io.runnel.inference.generate;

import java.util.List;

/** Excludes the last token of each bad word where the others stand in front of it. */
final class BadWords implements ScoreRule {
    private final List<int[]> words;

    /**
     * @param ends are never excluded alone: a sequence must be able to end
     */
    BadWords(List<List<Integer>> words, List<Integer> ends) {
        this.words =
                words.stream()
                        .filter(word -> !word.isEmpty())
                        .filter(word -> word.size() > 1 || !ends.contains(word.get(0)))
                        .map(word -> word.stream().mapToInt(Integer::intValue).toArray())
                        .toList();
    }

    @Override
    public void apply(Sequence sequence, float[] scores) {
        for (int[] word : words) {
            int before = word.length - 1;
            int last = word[before];
            if (before <= sequence.length()
                    && last < scores.length
                    && sequence.has(word, before, sequence.length() - before)) {
                scores[last] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
