package io.runnel.benchmarks.peers;

/** A piece with what the four tasks found: labels, and how many entities and summary sentences. */
public record Answered(
        Piece piece, String classification, String sentiment, int entities, int sentences) {}
