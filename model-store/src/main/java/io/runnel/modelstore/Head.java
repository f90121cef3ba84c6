package io.runnel.modelstore;

import java.util.List;

/**
 * One question that a model answers.
 *
 * @param output the graph's output: float32 [batch, sequence, width], for each token a logit per
 *     label, or its share of a sentence's embedding; a span's are the mean of its tokens'
 * @param labels none for a sentence embedding
 * @param width how many numbers each token has: one per label, or the embedding's dimensions
 * @param temperature what logits are divided by before they become probabilities; 1 leaves them as
 *     they are
 * @param languages that it was trained for, as ISO 639-1: its own, or else the model's
 * @param decoding how tags become a sequence; only a head with tags reads it
 * @param quotes how sentences are chosen; only a head for sentence salience reads it
 */
public record Head(
        String name,
        HeadTask task,
        String output,
        List<String> labels,
        int width,
        double temperature,
        List<String> languages,
        TagDecoding decoding,
        QuoteRule quotes) {
    public Head {
        labels = List.copyOf(labels);
        languages = List.copyOf(languages);
    }

    /**
     * Whether it was trained for this language.
     *
     * @param language ISO 639-1, such as {@code en}
     */
    public boolean supports(String language) {
        return languages.contains(language);
    }
}
