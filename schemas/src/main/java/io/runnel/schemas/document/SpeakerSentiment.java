package io.runnel.schemas.document;

/** The sentiment of all that one speaker said. */
public record SpeakerSentiment(String speaker, String label, double score) {}
