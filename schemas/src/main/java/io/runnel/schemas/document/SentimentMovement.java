package io.runnel.schemas.document;

/**
 * How the sentiment moves: polarity (probability of positive minus probability of negative, from -1
 * to 1) of the first and of the last third of the turns that say something.
 */
public record SentimentMovement(double start, double end, double change) {}
