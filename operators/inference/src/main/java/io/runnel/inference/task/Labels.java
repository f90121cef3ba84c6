package io.runnel.inference.task;

import java.util.List;

/**
 * The labels of a set of passages.
 *
 * @param overall every label of the head, most probable first, for all passages together:
 *     probabilities per chunk, weighted by length
 * @param passages the same for each passage that has a token, in their order
 */
public record Labels(List<Label> overall, List<OfPassage> passages) {
    /**
     * The labels of one passage, most probable first. {@code index} is its place in the request's
     * passages.
     */
    public record OfPassage(int index, List<Label> labels) {}
}
