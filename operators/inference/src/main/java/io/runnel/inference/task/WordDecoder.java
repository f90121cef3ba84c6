package io.runnel.inference.task;

import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Hugging Face {@code word} of an entity: its tokens decoded; a word that the vocabulary lacks
 * stays as it is written.
 */
final class WordDecoder {
    private final Tokenizer tokenizer;

    WordDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The mention as a result. */
    EntitySpan entity(DocumentLogits document, Mention mention) {
        return new EntitySpan(
                mention.passage(),
                mention.group(),
                word(document.passages().get(mention.passage()), mention),
                mention.score(),
                mention.span(document));
    }

    private String word(TokenizedPassage passage, Mention mention) {
        if (isKnown(passage, mention.firstToken(), mention.endToken())) {
            return decode(passage, mention.firstToken(), mention.endToken());
        }
        List<String> words = new ArrayList<>();
        for (TaggedWord word : mention.words()) {
            words.add(
                    isKnown(passage, word.firstToken(), word.endToken())
                            ? decode(passage, word.firstToken(), word.endToken())
                            : passage.span(word.firstToken(), word.endToken()).of(passage.text()));
        }
        return String.join(" ", words);
    }

    private boolean isKnown(TokenizedPassage passage, int firstToken, int endToken) {
        int unknown = tokenizer.special().unknown();
        return IntStream.range(firstToken, endToken)
                .noneMatch(token -> passage.id(token) == unknown);
    }

    private String decode(TokenizedPassage passage, int firstToken, int endToken) {
        return tokenizer.decode(IntStream.range(firstToken, endToken).map(passage::id).toArray());
    }
}
