package io.runnel.inference;

import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Generation;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model is given to write about: its prompt with a text in it. A text cannot end its place
 * in the prompt and go on as somebody else: marks of conversations and special tokens that it
 * spells out are plain characters. Thread-safe.
 */
final class PromptText {
    /** What may be such a mark: {@code <|im_end|>}, {@code </s>}, {@code [/INST]}. */
    private static final Pattern MARK = Pattern.compile("<[^<>\\s]++>|\\[/?[A-Z_]++\\]");

    private static final String MARK_OF_CONVERSATIONS = "<|";

    private final Tokenizer tokenizer;
    private final Generation generation;
    private final boolean spelledOut;

    PromptText(Tokenizer tokenizer, Generation generation) {
        this.tokenizer = tokenizer;
        this.generation = generation;
        this.spelledOut = spellsSpecialTokensOut(tokenizer, generation);
    }

    /** How many tokens this text has in the prompt. */
    int count(String text) {
        return tokenizer.ids(plain(text)).length;
    }

    /**
     * The tokens of the prompt with this text; one that spells special tokens out gets no others.
     */
    int[] ids(String text) {
        String prompt = generation.promptFor(plain(text));
        return spelledOut ? tokenizer.ids(prompt) : tokenizer.idsWithSpecial(prompt);
    }

    /** The text with a blank in each mark; an encoder reads no conversations. */
    private String plain(String text) {
        if (!generation.encoder().isEmpty()) {
            return text;
        }
        Map<String, Boolean> known = new HashMap<>();
        return MARK.matcher(text)
                .replaceAll(
                        found -> {
                            String mark = found.group();
                            return Matcher.quoteReplacement(
                                    known.computeIfAbsent(mark, this::isMark)
                                            ? mark.charAt(0) + " " + mark.substring(1)
                                            : mark);
                        });
    }

    /** The prompt has it, or the vocabulary has it as one token. */
    private boolean isMark(String mark) {
        return generation.prompt().contains(mark) || tokenizer.ids(mark).length == 1;
    }

    private static boolean spellsSpecialTokensOut(Tokenizer tokenizer, Generation generation) {
        if (generation.prompt().contains(MARK_OF_CONVERSATIONS)) {
            return true;
        }
        int[] special = tokenizer.idsWithSpecial("");
        int[] own = tokenizer.ids(generation.promptFor(""));
        return special.length > 0 && own.length > 0 && own[0] == special[0];
    }
}
