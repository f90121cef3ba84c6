package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Entities: words are tagged and grouped in each piece, and joined over the chunks. None crosses a
 * passage's border.
 */
final class EntitiesReader implements TaskReader<Entities> {
    private final WordTagger tagger;
    private final EntityGrouper grouper;
    private final WordDecoder decoder;

    EntitiesReader(WordTagger tagger, EntityGrouper grouper, WordDecoder decoder) {
        this.tagger = tagger;
        this.grouper = grouper;
        this.decoder = decoder;
    }

    @Override
    public Entities read(DocumentLogits document, List<Integer> asked) {
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
        List<EntitySpan> spans = new ArrayList<>();
        for (Mention mention : MentionJoin.join(mentions)) {
            TokenizedPassage passage = document.passages().get(mention.passage());
            spans.add(
                    new EntitySpan(
                            mention.passage(),
                            mention.group(),
                            decoder.word(passage, mention),
                            mention.score(),
                            passage.span(mention.firstToken(), mention.endToken())));
        }
        return new Entities(List.copyOf(spans));
    }
}
