package io.runnel.inference.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A Hugging Face tokenizer. Never truncates or pads, whatever its file says; spans are Java indices
 * of the text as it was given. Thread-safe; closing it frees native memory.
 */
public final class Tokenizer implements AutoCloseable {
    static {
        // Otherwise DJL asks the cloud's metadata address who we are and reports it, and may fetch
        // other natives.
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final SpecialTokens special;

    private Tokenizer(HuggingFaceTokenizer tokenizer, SpecialTokens special) {
        this.tokenizer = tokenizer;
        this.special = special;
    }

    /**
     * Loads a {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException if it cannot be read or has no special tokens as BERT has
     *     them
     */
    public static Tokenizer open(Path file) {
        HuggingFaceTokenizer tokenizer = load(file);
        try {
            return new Tokenizer(tokenizer, special(tokenizer, file));
        } catch (IllegalArgumentException e) {
            tokenizer.close();
            throw e;
        }
    }

    /**
     * Loads a {@code tokenizer.json} of a model that writes, whatever special tokens it has.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Tokenizer openForWriting(Path file) {
        return new Tokenizer(load(file), new SpecialTokens(-1, -1, -1, -1));
    }

    /** The tokens of a text with all special tokens that the tokenizer puts around it. */
    public int[] idsWithSpecial(String text) {
        return ids(tokenizer.encode(CodePoints.clean(text), true, false));
    }

    /** The tokens of a text alone; special tokens that it spells out are tokens of it. */
    public int[] ids(String text) {
        return ids(tokenizer.encode(CodePoints.clean(text), false, false));
    }

    /** The tokens of a text as the vocabulary writes them, such as {@code ##ing}. */
    public List<String> texts(String text) {
        return List.of(tokenizer.encode(CodePoints.clean(text), false, false).getTokens());
    }

    /** What the tokenizer puts around and between two texts of one row. */
    public PairMarks pairMarks() {
        Encoding empty = tokenizer.encode("", "", true, false);
        int[] ids = ids(empty);
        if (ids.length < 3) {
            throw new IllegalArgumentException(
                    "The tokenizer puts "
                            + ids.length
                            + " special tokens around two texts; expected three or more, as in [CLS]"
                            + " … [SEP] … [SEP].");
        }
        return new PairMarks(
                ids[0],
                Arrays.copyOfRange(ids, 1, ids.length - 1),
                ids[ids.length - 1],
                Math.toIntExact(empty.getTypeIds()[ids.length - 1]));
    }

    /** The tokens that stand around and between pieces in a row. */
    public SpecialTokens special() {
        return special;
    }

    /** The tokens of a text, of any length. */
    public TokenizedPassage tokenize(String text) {
        String clean = CodePoints.clean(text);
        Encoding encoding = tokenizer.encode(clean, false, false);
        long[] ids = encoding.getIds();
        long[] wordIds = encoding.getWordIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        String[] texts = encoding.getTokens();
        CodePoints codePoints = CodePoints.of(clean);
        TokenTable tokens = new TokenTable(ids.length);
        for (int token = 0; token < ids.length; token++) {
            int start = codePoints.index(spans[token].getStart());
            int end = codePoints.index(spans[token].getEnd());
            tokens.ids[token] = (int) ids[token];
            tokens.words[token] = (int) wordIds[token];
            tokens.starts[token] = start;
            int next =
                    token + 1 < ids.length
                            ? codePoints.index(spans[token + 1].getStart())
                            : clean.length();
            tokens.ownEnds[token] = end;
            tokens.ends[token] = withMarks(clean, end, next);
            tokens.letterCases[token] = LetterCase.of(clean, start, end);
            tokens.whole[token] =
                    texts[token].codePointCount(0, texts[token].length())
                            == spans[token].getEnd() - spans[token].getStart();
        }
        return new TokenizedPassage(text, tokens);
    }

    /**
     * The text that these tokens stand for, as Hugging Face decodes it; an uncased model's is in
     * lower case.
     */
    public String decode(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true).strip();
    }

    /** The same with the blanks around it and special tokens in it, which a text may spell out. */
    public String decodeAsIs(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /**
     * The end moved behind combining marks, which a tokenizer that strips accents leaves out of its
     * spans; not into the next token, as marks may be tokens too.
     */
    private static int withMarks(String text, int end, int next) {
        int moved = end;
        while (moved > 0 && moved < next && isMark(text.codePointAt(moved))) {
            moved += Character.charCount(text.codePointAt(moved));
        }
        return moved;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static int[] ids(Encoding encoding) {
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    private static HuggingFaceTokenizer load(Path file) {
        try {
            return HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "Tokenizer " + file + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static SpecialTokens special(HuggingFaceTokenizer tokenizer, Path file) {
        long[] around = tokenizer.encode("", true, false).getIds();
        if (around.length != 2) {
            throw new IllegalArgumentException(
                    "Tokenizer "
                            + file
                            + " puts "
                            + around.length
                            + " special tokens around a text; expected 2, as in [CLS] … [SEP].");
        }
        int padding = find(tokenizer, List.of("[PAD]", "<pad>"));
        if (padding < 0) {
            throw new IllegalArgumentException(
                    "Tokenizer " + file + " has no padding token; expected [PAD] or <pad>.");
        }
        return new SpecialTokens(
                Math.toIntExact(around[0]),
                Math.toIntExact(around[1]),
                padding,
                find(tokenizer, List.of("[UNK]", "<unk>")));
    }

    private static int find(HuggingFaceTokenizer tokenizer, List<String> names) {
        for (String name : names) {
            long[] ids = tokenizer.encode(name, false, false).getIds();
            if (ids.length == 1) {
                return Math.toIntExact(ids[0]);
            }
        }
        return -1;
    }
}
