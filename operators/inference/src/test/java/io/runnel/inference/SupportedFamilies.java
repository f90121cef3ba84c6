package io.runnel.inference;

import java.util.List;

/** The families, by their {@code model_type}, that are held to the reference. */
public final class SupportedFamilies {
    /** Whose labels and entities are. */
    public static final List<String> ENCODERS =
            List.of(
                    "albert",
                    "bert",
                    "deberta-v2",
                    "distilbert",
                    "electra",
                    "modernbert",
                    "mpnet",
                    "roberta",
                    "xlm-roberta");

    /** What is written by whom is. */
    public static final List<String> WRITERS =
            List.of(
                    "bart", "gemma", "gpt2", "llama", "marian", "mistral", "pegasus", "phi",
                    "qwen2", "t5");

    private SupportedFamilies() {}
}
