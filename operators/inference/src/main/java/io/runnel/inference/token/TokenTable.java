package io.runnel.inference.token;

/**
 * What is known of each token of a passage, one array per column, as there may be a million of
 * them. Written by whoever makes it, read by the passage that it is given to.
 */
final class TokenTable {
    /** Places in the vocabulary. */
    final int[] ids;

    /** Java indices in the text where tokens start. */
    final int[] starts;

    /** Java indices in the text after tokens, combining marks included. */
    final int[] ends;

    /** The same without marks that no token covers: where the tokenizer itself says they end. */
    final int[] ownEnds;

    /** Which word each token belongs to; neighbours of one word have equal numbers. */
    final int[] words;

    /** See {@link LetterCase}. */
    final byte[] letterCases;

    /** Whether each token's own text is as long as what it stands for, in code points. */
    final boolean[] whole;

    TokenTable(int tokens) {
        this.ids = new int[tokens];
        this.starts = new int[tokens];
        this.ends = new int[tokens];
        this.ownEnds = new int[tokens];
        this.words = new int[tokens];
        this.letterCases = new byte[tokens];
        this.whole = new boolean[tokens];
    }

    int size() {
        return ids.length;
    }
}
