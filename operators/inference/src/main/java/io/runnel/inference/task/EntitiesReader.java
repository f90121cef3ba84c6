package io.runnel.inference.task;

import java.util.List;
import java.util.Set;

/** Entities: every mention that a model finds. */
final class EntitiesReader implements TaskReader<Entities> {
    private final MentionReader mentions;
    private final WordDecoder decoder;

    EntitiesReader(MentionReader mentions, WordDecoder decoder) {
        this.mentions = mentions;
        this.decoder = decoder;
    }

    @Override
    public Set<String> heads() {
        return Set.of(mentions.head());
    }

    @Override
    public Entities read(DocumentLogits document, List<Integer> asked) {
        return new Entities(
                mentions.read(document, asked).stream()
                        .map(mention -> decoder.entity(document, mention))
                        .toList());
    }
}
