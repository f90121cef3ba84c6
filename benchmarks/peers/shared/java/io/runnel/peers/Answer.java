package io.runnel.peers;

/** What the four tasks found in a piece of the corpus. */
public record Answer(String classification, String sentiment, int entities, int sentences) {}
