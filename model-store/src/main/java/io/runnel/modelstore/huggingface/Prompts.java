package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.Generation;
import java.util.List;

/**
 * What a model is told to do with a text. Templates of conversations are programs; the four that
 * the supported families use are known here, and told by their marks.
 */
final class Prompts {
    private static final String TASK =
            "Summarize the following text in a few sentences. Use only what it says.\n\n";

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
        String asked = TASK + Generation.TEXT;
        if (template.contains("<|im_start|>")) {
            String unthinking = template.contains("<think>") ? "<think>\n\n</think>\n\n" : "";
            return "<|im_start|>user\n"
                    + asked
                    + "<|im_end|>\n<|im_start|>assistant\n"
                    + unthinking;
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
        if (template.contains("<|user|>")) {
            return "<|user|>\n" + asked + "</s>\n<|assistant|>\n";
        }
        if (template.contains("[INST]")) {
            return "[INST] " + asked + " [/INST]";
        }
        if (!template.isEmpty()) {
            mistakes.add(
                    "The form of its conversations (chat_template) is none that is known here. Say"
                            + " with --prompt how it is told to summarize; "
                            + Generation.TEXT
                            + " stands for the text.");
        }
        return Generation.TEXT + "\n\nTL;DR:";
    }
}
