package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The mentions in a document: words are tagged and grouped in each piece, and joined over the
 * chunks. None crosses a passage's border.
 */
final class MentionReader {
    private final WordTagger tagger;
    private final EntityGrouper grouper = new EntityGrouper();

    MentionReader(WordTagger tagger) {
        this.tagger = tagger;
    }

    /** The name of the head whose logits it reads. */
    String head() {
        return tagger.head();
    }

    /** The mentions in these passages, in the order of passages and tokens. */
    List<Mention> read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        List<Mention> mentions = new ArrayList<>();
        for (ChunkLogits chunk : document.chunks()) {
            HeadLogits logits = chunk.logits().head(tagger.head());
            for (RowPiece piece : chunk.chunk().pieces()) {
                int passage = piece.piece().passage();
                if (wanted.contains(passage)) {
                    mentions.addAll(
                            grouper.group(
                                    tagger.tag(document.passages().get(passage), piece, logits)));
                }
            }
        }
        return MentionJoin.join(mentions);
    }
}
