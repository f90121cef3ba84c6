package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.text.Sentence;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one head says about each sentence of some passages: the mean of its tokens, each counted
 * once.
 */
final class SentencePools {
    private final Map<Integer, List<Pool>> pools = new HashMap<>();

    SentencePools(DocumentLogits document, List<Integer> passages, Head head) {
        for (int passage : passages) {
            List<Pool> sentences = new ArrayList<>();
            document.passages()
                    .get(passage)
                    .sentences()
                    .forEach(sentence -> sentences.add(new Pool(head.width())));
            pools.put(passage, sentences);
        }
        for (ChunkLogits chunk : document.chunks()) {
            HeadLogits logits = chunk.logits().head(head.name());
            for (RowPiece piece : chunk.chunk().pieces()) {
                int passage = piece.piece().passage();
                if (pools.containsKey(passage)) {
                    add(document.passages().get(passage), pools.get(passage), piece, logits);
                }
            }
        }
    }

    /** Of this sentence of a passage; has fewer tokens than it if it was not read to its end. */
    Pool of(int passage, int sentence) {
        return pools.get(passage).get(sentence);
    }

    private static void add(
            TokenizedPassage text, List<Pool> pools, RowPiece piece, HeadLogits logits) {
        int first = piece.piece().firstOwnToken();
        int end = piece.piece().endToken();
        List<Sentence> sentences = text.sentences();
        for (int i = firstEndingBehind(sentences, first);
                i < sentences.size() && sentences.get(i).firstToken() < end;
                i++) {
            pools.get(i)
                    .add(
                            logits,
                            piece.place(Math.max(first, sentences.get(i).firstToken())),
                            piece.place(Math.min(end, sentences.get(i).endToken())));
        }
    }

    /** The place of the first sentence that has this token or a later one. */
    private static int firstEndingBehind(List<Sentence> sentences, int token) {
        int low = 0;
        int high = sentences.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sentences.get(middle).endToken() > token) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
