package io.runnel.modelstore;

import java.util.List;

/**
 * One question that a model answers.
 *
 * @param output the graph's output: float32 [batch, sequence, labels], a logit per token and label;
 *     a span's logits are the mean of its tokens'
 * @param temperature what logits are divided by before they become probabilities; 1 leaves them as
 *     they are
 */
public record Head(
        String name, HeadTask task, String output, List<String> labels, double temperature) {
    public Head {
        labels = List.copyOf(labels);
    }
}
