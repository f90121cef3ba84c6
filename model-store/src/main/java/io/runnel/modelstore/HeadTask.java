package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a head's outputs mean; named as in {@code runnel.yaml}. */
public enum HeadTask {
    /** One of the labels for a span of tokens. */
    TEXT_CLASSIFICATION("text-classification"),
    /** One of the labels for a span of tokens, labels being moods. */
    SENTIMENT("sentiment"),
    /** A BIO tag for each word. */
    TOKEN_CLASSIFICATION("token-classification"),
    /** One number for each sentence: how much it belongs in a summary. */
    SENTENCE_SALIENCE("sentence-salience"),
    /** Numbers for each sentence: the nearer two sentences' are, the more they say the same. */
    SENTENCE_EMBEDDING("sentence-embedding"),
    /** A BIO tag for each word; each kind of field stands in a document once. */
    FIELD_EXTRACTION("field-extraction"),
    /** Whether a second text follows from a first: labels are given when it is asked. */
    ZERO_SHOT_CLASSIFICATION("zero-shot-classification"),
    /** Another text. */
    GENERATION("generation");

    private final String label;

    HeadTask(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** Whether its labels are BIO tags of words. */
    boolean hasTags() {
        return this == TOKEN_CLASSIFICATION || this == FIELD_EXTRACTION;
    }

    /** Whether its numbers stand for labels. */
    boolean hasLabels() {
        return this != SENTENCE_EMBEDDING && this != GENERATION;
    }

    /** Whether its numbers are no logits of labels. */
    boolean isEmbedding() {
        return this == SENTENCE_EMBEDDING;
    }

    /** The task of this name, if there is one. */
    public static Optional<HeadTask> ofLabel(String label) {
        return Arrays.stream(values()).filter(task -> task.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(HeadTask::label).collect(Collectors.joining(", "));
    }
}
