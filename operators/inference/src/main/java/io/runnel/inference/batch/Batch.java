package io.runnel.inference.batch;

import io.runnel.inference.token.TokenizedChunk;
import java.util.List;

/** Rows that go through a model together, padded to one length. */
public record Batch(int rowLength, List<TokenizedChunk> rows) {
    public Batch {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a row.");
        }
        for (TokenizedChunk row : rows) {
            if (row.length() > rowLength) {
                throw new IllegalArgumentException(
                        "A row of "
                                + row.length()
                                + " tokens does not fit into "
                                + rowLength
                                + ".");
            }
        }
    }

    /** Tokens, padding included. */
    public int paddedTokens() {
        return Math.multiplyExact(rowLength, rows.size());
    }
}
