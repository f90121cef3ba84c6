package io.runnel.jobs.command.models.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentences by TextRank (Mihalcea and Tarau 2004): two sentences are similar by the distinct words
 * that both have, divided by the sum of the logarithms of their numbers of words; a sentence's rank
 * is that of PageRank on this graph, with a damping of 0.85. Memory grows with the pairs of
 * sentences that share a word.
 */
final class TextRank {
    private static final double DAMPING = 0.85;
    private static final int MAX_ROUNDS = 100;
    private static final double STILL = 1e-6;

    private TextRank() {}

    static List<Integer> order(List<String> sentences) {
        List<Map<Integer, Double>> graph = graph(SentenceWords.counts(sentences));
        double[] strength =
                graph.stream()
                        .mapToDouble(
                                edges -> edges.values().stream().mapToDouble(edge -> edge).sum())
                        .toArray();
        double[] ranks = new double[graph.size()];
        Arrays.fill(ranks, 1.0 / Math.max(1, ranks.length));
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double[] next = next(graph, strength, ranks);
            double moved = 0;
            for (int i = 0; i < ranks.length; i++) {
                moved += Math.abs(next[i] - ranks[i]);
            }
            ranks = next;
            if (moved < STILL) {
                break;
            }
        }
        return SentenceWords.byScore(ranks);
    }

    private static double[] next(
            List<Map<Integer, Double>> graph, double[] strength, double[] ranks) {
        double[] next = new double[ranks.length];
        double lonely = 0;
        for (int i = 0; i < ranks.length; i++) {
            lonely += strength[i] == 0 ? ranks[i] : 0;
        }
        Arrays.fill(next, (1 - DAMPING + DAMPING * lonely) / Math.max(1, ranks.length));
        for (int i = 0; i < ranks.length; i++) {
            for (Map.Entry<Integer, Double> edge : graph.get(i).entrySet()) {
                next[edge.getKey()] += DAMPING * ranks[i] * edge.getValue() / strength[i];
            }
        }
        return next;
    }

    private static List<Map<Integer, Double>> graph(List<Map<String, Integer>> sentences) {
        Map<String, List<Integer>> having = new HashMap<>();
        List<Map<Integer, Double>> graph = new ArrayList<>();
        double[] logs = new double[sentences.size()];
        for (int i = 0; i < sentences.size(); i++) {
            Map<Integer, Double> shared = new HashMap<>();
            for (String word : sentences.get(i).keySet()) {
                List<Integer> others = having.computeIfAbsent(word, first -> new ArrayList<>());
                others.forEach(other -> shared.merge(other, 1.0, Double::sum));
                others.add(i);
            }
            int words = sentences.get(i).values().stream().mapToInt(count -> count).sum();
            logs[i] = Math.log(Math.max(1, words));
            graph.add(new HashMap<>());
            for (Map.Entry<Integer, Double> other : shared.entrySet()) {
                double norm = logs[i] + logs[other.getKey()];
                if (norm > 0) {
                    double similarity = other.getValue() / norm;
                    graph.get(i).put(other.getKey(), similarity);
                    graph.get(other.getKey()).put(i, similarity);
                }
            }
        }
        return graph;
    }
}
