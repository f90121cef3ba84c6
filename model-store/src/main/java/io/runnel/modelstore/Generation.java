package io.runnel.modelstore;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a model writes texts: its graphs, relative to the folder, and what it is told to do. How
 * long, how varied, and with which special tokens stands in the folder's {@code
 * generation_config.json}.
 *
 * @param encoder reads the text; empty for a model that goes on with it
 * @param decoder writes; reads the first step, and every step if there is no other one
 * @param decoderWithPast writes from the second step on; empty where {@code decoder} does
 * @param prompt what the model is given: {@code {text}} stands for the text
 */
public record Generation(String encoder, String decoder, String decoderWithPast, String prompt) {
    /** Of a model that writes no texts. */
    public static final Generation NONE = new Generation("", "", "", "");

    /** What stands for the text in a prompt. */
    public static final String TEXT = "{text}";

    static Generation read(YamlFields fields) {
        String prompt = fields.textOr("prompt", TEXT);
        if (!prompt.contains(TEXT)) {
            fields.refuse("prompt", "'" + prompt + "' must contain " + TEXT + ".");
        }
        return new Generation(
                fields.textOr("encoder", ""),
                fields.text("decoder"),
                fields.textOr("decoder_with_past", ""),
                prompt);
    }

    /** Whether the model writes texts. */
    public boolean isThere() {
        return !decoder.isEmpty();
    }

    /** The files of its graphs. */
    public List<String> files() {
        return Stream.of(encoder, decoder, decoderWithPast)
                .filter(file -> !file.isEmpty())
                .toList();
    }

    /** What the model is given to write about this text. */
    public String promptFor(String text) {
        return prompt.replace(TEXT, text);
    }
}
