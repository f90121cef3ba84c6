package io.runnel.inference.task;

import java.util.List;

/** The numbers of each passage that has a token, in their order. */
public record Embeddings(List<OfPassage> passages) {
    /** {@code index} is the passage's place in the request. */
    public record OfPassage(int index, Vector vector) {}
}
