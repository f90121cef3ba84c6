package io.runnel.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How far two peers give the same answers to the same pieces: the first of the corpus.
 *
 * @param pieces that both have answered
 * @param classes share of them with the same class
 * @param sentiments share of them with the same sentiment
 * @param entities how many times as many entities the first one found
 */
public record Agreement(int pieces, double classes, double sentiments, double entities) {
    /** A peer with other answers for more than this share has other models, and proves nothing. */
    public static final double MOST_DIFFERENT = 0.15;

    private static final String BY_PIECE = "by_piece";
    private static final int CLASS = 0;
    private static final int SENTIMENT = 1;
    private static final int ENTITIES = 2;

    /** The agreement of one with the other; nothing where one of them does not tell by piece. */
    public static Optional<Agreement> of(PeerResult one, PeerResult other) {
        JsonNode ones = one.answers().path(BY_PIECE);
        JsonNode others = other.answers().path(BY_PIECE);
        int pieces = Math.min(ones.size(), others.size());
        if (pieces == 0) {
            return Optional.empty();
        }
        double found = sum(ones, pieces);
        double expected = sum(others, pieces);
        return Optional.of(
                new Agreement(
                        pieces,
                        same(ones, others, pieces, CLASS),
                        same(ones, others, pieces, SENTIMENT),
                        expected == 0 ? (found == 0 ? 1 : Double.NaN) : found / expected));
    }

    /** Whether the answers are near enough for a comparison of speeds. */
    public boolean enough() {
        return Math.min(classes, sentiments) >= 1 - MOST_DIFFERENT;
    }

    private static double same(JsonNode ones, JsonNode others, int pieces, int field) {
        int same = 0;
        for (int i = 0; i < pieces; i++) {
            if (ones.get(i).path(field).equals(others.get(i).path(field))) {
                same++;
            }
        }
        return (double) same / pieces;
    }

    private static double sum(JsonNode answers, int pieces) {
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            sum += answers.get(i).path(ENTITIES).asInt();
        }
        return sum;
    }
}
