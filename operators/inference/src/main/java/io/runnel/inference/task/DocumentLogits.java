package io.runnel.inference.task;

import io.runnel.inference.token.TokenizedPassage;
import java.util.List;

/**
 * A document as a model read it.
 *
 * @param passages all passages of the request; those that nobody asked this model about have no
 *     tokens
 * @param chunks in the order of the document, and not all of them if the text was truncated
 */
public record DocumentLogits(List<TokenizedPassage> passages, List<ChunkLogits> chunks) {
    /** The document as if only the rows had been read that truncated texts keep. */
    public DocumentLogits truncated(RowForm form) {
        return new DocumentLogits(passages, form.truncated(chunks, ChunkLogits::chunk));
    }
}
