package io.runnel.modelstore.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.WordRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private final List<String> mistakes = new ArrayList<>();

    @Test
    void goesOnWithTheTextWhereTheModelWasTaughtNoConversations() {
        assertThat(prompt("")).isEqualTo("{text}\n\nTL;DR:");
    }

    @Test
    void asksInTheFormThatTheModelWasTaught() {
        assertThat(prompt("{{ '<|im_start|>' + message['role'] }}"))
                .startsWith("<|im_start|>user\nSummarize ")
                .endsWith("{text}<|im_end|>\n<|im_start|>assistant\n");
        assertThat(prompt("{{ bos_token + '[INST] ' + message['content'] + ' [/INST]' }}"))
                .startsWith("[INST] Summarize ")
                .endsWith("{text} [/INST]");
        assertThat(prompt("{{ '[INST] ' + message['content'] + '[/INST]' }}"))
                .endsWith("{text}[/INST]");
        assertThat(mistakes).isEmpty();
    }

    @Test
    void asksAModelThatCanDoWithoutNotToThinkAloud() {
        assertThat(prompt("<|im_start|> {% if enable_thinking is false %}"))
                .endsWith("<|im_start|>assistant\n<think>\n\n</think>\n\n");
    }

    @Test
    void wantsToBeToldWhatAnyOtherTemplateMakes() {
        prompt("{{ '<|user|>\\n' + message['content'] + eos_token }}");
        assertThat(mistakes)
                .singleElement()
                .asString()
                .contains("a chat template that is not known here", "Write down with --prompt");
        prompt("{{ '<|im_start|>assistant\\n<think>\\n' }}");
        assertThat(mistakes).hasSize(2);
    }

    @Test
    void takesWhatItIsTold() {
        TokenizerFacts tokenizer = facts("{{ anything }}");
        assertThat(Prompts.choose("Shorten: {text}", config(), tokenizer, mistakes))
                .isEqualTo("Shorten: {text}");
        assertThat(mistakes).isEmpty();
        Prompts.choose("Shorten it.", config(), tokenizer, mistakes);
        assertThat(mistakes).singleElement().asString().contains("does not contain {text}");
    }

    private String prompt(String template) {
        return Prompts.choose("", config(), facts(template), mistakes);
    }

    private static ModelConfig config() {
        return new ModelConfig(ModelType.LLAMA, "LlamaForCausalLM", List.of(), "", 0, "");
    }

    private static TokenizerFacts facts(String template) {
        return new TokenizerFacts("BPE", WordRule.BLANKS, 0, template);
    }
}
