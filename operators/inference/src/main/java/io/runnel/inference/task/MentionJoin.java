package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins what overlapping chunks found: of mentions that overlap, the longest stays, then the
 * surest.
 */
final class MentionJoin {
    private static final Comparator<Mention> PREFERENCE =
            Comparator.comparingInt(Mention::tokens)
                    .thenComparingDouble(Mention::score)
                    .reversed()
                    .thenComparing(Mention.PLACE);

    private MentionJoin() {}

    /** The mentions that stay, in the order of passages and tokens. */
    static List<Mention> join(List<Mention> mentions) {
        List<Mention> inOrder = new ArrayList<>(mentions);
        inOrder.sort(Mention.PLACE.thenComparing(PREFERENCE));
        List<Mention> kept = new ArrayList<>();
        List<Mention> cluster = new ArrayList<>();
        int clusterEnd = 0;
        for (Mention mention : inOrder) {
            boolean apart =
                    cluster.isEmpty()
                            || cluster.get(0).passage() != mention.passage()
                            || mention.firstToken() >= clusterEnd;
            if (apart) {
                keepBest(cluster, kept);
                clusterEnd = 0;
            }
            cluster.add(mention);
            clusterEnd = Math.max(clusterEnd, mention.endToken());
        }
        keepBest(cluster, kept);
        return kept;
    }

    /** Keeps the best of mentions that overlap one another, directly or through others. */
    private static void keepBest(List<Mention> cluster, List<Mention> kept) {
        List<Mention> chosen = new ArrayList<>();
        cluster.sort(PREFERENCE);
        for (Mention mention : cluster) {
            if (chosen.stream().noneMatch(mention::overlaps)) {
                chosen.add(mention);
            }
        }
        chosen.sort(Mention.PLACE);
        kept.addAll(chosen);
        cluster.clear();
    }
}
