package io.runnel.inference.token;

import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.MeasuredText;
import io.runnel.inference.text.Sentence;
import io.runnel.inference.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;

/** The tokens of one passage, special tokens aside, and its sentences. Immutable. */
public final class TokenizedPassage implements MeasuredText {
    private final String text;
    private final TokenTable tokens;
    private final List<Sentence> sentences;

    /** The table is not copied: whoever makes a passage gives it away. */
    TokenizedPassage(String text, TokenTable tokens) {
        this.text = text;
        this.tokens = tokens;
        this.sentences = tokens.size() == 0 ? List.of() : sentences(text, tokens.starts);
    }

    /** A passage that nobody asks about. */
    public static TokenizedPassage empty() {
        return new TokenizedPassage("", new TokenTable(0));
    }

    /** The passage's text as it was given. */
    public String text() {
        return text;
    }

    @Override
    public int tokens() {
        return tokens.size();
    }

    /** The token's place in the vocabulary. */
    public int id(int token) {
        return tokens.ids[token];
    }

    /** The token's letter case, from 0 to 3; see {@link LetterCase}. */
    public byte letterCase(int token) {
        return tokens.letterCases[token];
    }

    /**
     * Whether the token's own text is as long as what it stands for: a token as {@code ##ing},
     * which goes on with a word, is not.
     */
    public boolean isWhole(int token) {
        return tokens.whole[token];
    }

    @Override
    public int start(int token) {
        return tokens.starts[token];
    }

    @Override
    public int end(int token) {
        return tokens.ends[token];
    }

    /** Where the tokenizer says that the token ends: before combining marks that it strips. */
    public int ownEnd(int token) {
        return tokens.ownEnds[token];
    }

    @Override
    public boolean startsWord(int token) {
        return token == 0 || tokens.words[token] != tokens.words[token - 1];
    }

    @Override
    public List<Sentence> sentences() {
        return sentences;
    }

    /** What these tokens cover in the text. */
    public CharSpan span(int firstToken, int endToken) {
        return new CharSpan(tokens.starts[firstToken], tokens.ends[endToken - 1]);
    }

    private static List<Sentence> sentences(String text, int[] starts) {
        List<CharSpan> spans = SentenceSplitter.split(text);
        List<Sentence> sentences = new ArrayList<>(spans.size());
        int first = 0;
        for (int i = 0; i < spans.size(); i++) {
            int end = first;
            int nextStart = i + 1 < spans.size() ? spans.get(i + 1).start() : Integer.MAX_VALUE;
            while (end < starts.length && starts[end] < nextStart) {
                end++;
            }
            if (end > first) {
                sentences.add(new Sentence(spans.get(i), first, end));
            }
            first = end;
        }
        return spans.isEmpty()
                ? List.of(new Sentence(new CharSpan(0, text.length()), 0, starts.length))
                : List.copyOf(sentences);
    }
}
