package io.runnel.modelstore.huggingface;

/** What a model makes of a text. */
public enum Kind {
    /** Numbers for its tokens, or for the whole text. */
    ENCODER,
    /** Another text, written by a decoder that looks at what an encoder read. */
    ENCODER_DECODER,
    /** What follows it. */
    DECODER
}
