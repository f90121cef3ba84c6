package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How tags of words become a sequence of tags; named as in {@code runnel.yaml}. */
public enum TagDecoding {
    /** Each word has its likeliest tag, as in the Hugging Face pipeline. */
    ARGMAX("argmax"),
    /** The likeliest sequence in which {@code I-} tags only go on with their own type. */
    VITERBI("viterbi");

    private final String label;

    TagDecoding(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** The decoding of this name, if there is one. */
    public static Optional<TagDecoding> ofLabel(String label) {
        return Arrays.stream(values()).filter(decoding -> decoding.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(TagDecoding::label).collect(Collectors.joining(", "));
    }
}
