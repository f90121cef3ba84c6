package io.runnel.jobs.command.models.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentences by their nearness to the centre of the document (Radev et al. 2004): each sentence is a
 * vector of word counts times {@code ln((1 + n) / (1 + sentences with the word)) + 1}, of length 1,
 * as scikit-learn's {@code TfidfVectorizer} makes them; the centre is their mean.
 */
final class Centroid {
    private Centroid() {}

    static List<Integer> order(List<String> sentences) {
        List<Map<String, Double>> vectors = vectors(SentenceWords.counts(sentences));
        Map<String, Double> centre = new HashMap<>();
        for (Map<String, Double> vector : vectors) {
            vector.forEach((word, weight) -> centre.merge(word, weight, Double::sum));
        }
        double[] scores = new double[vectors.size()];
        for (int i = 0; i < scores.length; i++) {
            for (Map.Entry<String, Double> word : vectors.get(i).entrySet()) {
                scores[i] += word.getValue() * centre.get(word.getKey());
            }
        }
        return SentenceWords.byScore(scores);
    }

    private static List<Map<String, Double>> vectors(List<Map<String, Integer>> sentences) {
        Map<String, Integer> spread = new HashMap<>();
        sentences.forEach(
                words -> words.keySet().forEach(word -> spread.merge(word, 1, Integer::sum)));
        List<Map<String, Double>> vectors = new ArrayList<>();
        for (Map<String, Integer> words : sentences) {
            Map<String, Double> vector = new HashMap<>();
            words.forEach(
                    (word, count) ->
                            vector.put(
                                    word,
                                    count
                                            * (Math.log(
                                                            (1.0 + sentences.size())
                                                                    / (1 + spread.get(word)))
                                                    + 1)));
            double squares = vector.values().stream().mapToDouble(weight -> weight * weight).sum();
            vector.replaceAll((word, weight) -> weight / Math.sqrt(squares));
            vectors.add(vector);
        }
        return vectors;
    }
}
