package io.runnel.fuzz;

import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.text.Piece;
import io.runnel.inference.text.Sentence;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whatever stands in a Java string, lone surrogates included, the tokens of it have spans inside it
 * that do not run backwards, and every chunk is within the model's length.
 */
public final class TokenizerBoundary {
    private static final int MAX_TOKENS = 64;
    private static final Tokenizer TOKENIZER = Tokenizer.open(tokenizer());
    private static final Chunker CHUNKER = new Chunker(MAX_TOKENS);

    private TokenizerBoundary() {}

    /** An even first byte makes UTF-16 units of the others, an odd one UTF-8. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        String text =
                new String(
                        bytes,
                        1,
                        bytes.length - 1,
                        bytes[0] % 2 == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        check(bytes[0] % 2 == 0 ? paired(text) : text);
    }

    /** Two bytes to a unit, as they come: this is how lone surrogates are made. */
    private static String paired(String bytes) {
        StringBuilder units = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length(); i += 2) {
            units.append((char) (bytes.charAt(i) << 8 | bytes.charAt(i + 1)));
        }
        return units.toString();
    }

    private static void check(String text) {
        TokenizedPassage passage = TOKENIZER.tokenize(text);
        int lastStart = 0;
        for (int token = 0; token < passage.tokens(); token++) {
            int start = passage.start(token);
            int end = passage.end(token);
            if (start < lastStart || end < start || end > text.length()) {
                throw new AssertionError(
                        "Token "
                                + token
                                + " of "
                                + text.length()
                                + " units is "
                                + start
                                + ":"
                                + end);
            }
            lastStart = start;
            new CharSpan(start, end).of(text);
        }
        for (Sentence sentence : passage.sentences()) {
            if (sentence.span().end() > text.length()
                    || sentence.firstToken() > sentence.endToken()) {
                throw new AssertionError("A sentence leaves the text: " + sentence.span());
            }
        }
        int counted = 0;
        for (Chunk chunk : CHUNKER.chunk(List.of(passage))) {
            if (chunk.rowTokens() > MAX_TOKENS) {
                throw new AssertionError("A row of " + chunk.rowTokens() + " tokens.");
            }
            for (Piece piece : chunk.pieces()) {
                counted += piece.tokens() - piece.repeated();
            }
        }
        if (counted != passage.tokens()) {
            throw new AssertionError(
                    counted + " tokens count in the chunks of a text of " + passage.tokens() + ".");
        }
    }

    private static Path tokenizer() {
        String models = System.getProperty("runnel.models", "../model-store/models");
        for (int version = 9; version > 0; version--) {
            Path file = Path.of(models, "runnel-base", Integer.toString(version), "tokenizer.json");
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("No pack runnel-base in " + models + ".");
    }
}
