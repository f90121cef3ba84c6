package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.Generation;
import java.util.List;

/**
 * What a model is told to do with a text. Templates of conversations are programs; those that the
 * supported families use are known here and told by their marks, without the texts that some of
 * them put in front. Any other template is a mistake: a model that was taught conversations and
 * gets something else writes something else.
 */
final class Prompts {
    private static final String TASK =
            "Summarize the following text in a few sentences. Use only what it says.\n\n";

    /** What a model says that was asked not to think aloud. */
    private static final String NO_THOUGHTS = "<think>\n\n</think>\n\n";

    /** A template's own line break is written with a backslash. */
    private static final String THINKS_ALWAYS = "assistant\\n<think>";

    private Prompts() {}

    /** The one that was asked for, or that of the model's own files. */
    static String choose(
            String wanted, ModelConfig config, TokenizerFacts tokenizer, List<String> mistakes) {
        if (!wanted.isEmpty()) {
            if (!wanted.contains(Generation.TEXT)) {
                mistakes.add(
                        "The prompt does not contain "
                                + Generation.TEXT
                                + ", which stands for the text.");
            }
            return wanted;
        }
        if (config.type().kind() == Kind.ENCODER_DECODER) {
            return config.prefix() + Generation.TEXT;
        }
        return conversation(tokenizer.chatTemplate(), mistakes);
    }

    private static String conversation(String template, List<String> mistakes) {
        if (template.isBlank()) {
            return Generation.TEXT + "\n\nTL;DR:";
        }
        String asked = TASK + Generation.TEXT;
        if (template.contains("<|im_start|>") && !template.contains(THINKS_ALWAYS)) {
            return "<|im_start|>user\n"
                    + asked
                    + "<|im_end|>\n<|im_start|>assistant\n"
                    + (template.contains("enable_thinking") ? NO_THOUGHTS : "");
        }
        if (template.contains("<start_of_turn>")) {
            return "<bos><start_of_turn>user\n" + asked + "<end_of_turn>\n<start_of_turn>model\n";
        }
        if (template.contains("<|start_header_id|>")) {
            return "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n"
                    + asked
                    + "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n";
        }
        if (template.contains("<|user|>") && template.contains("<|end|>")) {
            return "<|user|>\n" + asked + "<|end|>\n<|assistant|>\n";
        }
        if (template.contains("[INST]")) {
            return "[INST] " + asked + (template.contains(" [/INST]") ? " [/INST]" : "[/INST]");
        }
        mistakes.add(
                "The tokenizer has a chat template that is not known here; known are those with"
                        + " <|im_start|>, <start_of_turn>, <|start_header_id|>, <|user|> and <|end|>,"
                        + " or [INST], of models that need not think aloud. Write down with --prompt"
                        + " what it makes of a question, "
                        + Generation.TEXT
                        + " in the place of the text and \\n for a new line.");
        return Generation.TEXT;
    }
}
