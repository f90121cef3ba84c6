package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups tagged words into entities by the rules of the Hugging Face pipeline: a word goes on with
 * the entity before it if it has the same group and does not begin one; an {@code I-} tag without
 * such a neighbour starts an entity too.
 */
final class EntityGrouper {
    /** The entities in the words of one piece. */
    List<Mention> group(List<TaggedWord> words) {
        List<Mention> mentions = new ArrayList<>();
        List<TaggedWord> open = new ArrayList<>();
        for (TaggedWord word : words) {
            boolean goesOn =
                    !open.isEmpty() && !word.begins() && word.group().equals(open.get(0).group());
            if (!goesOn) {
                close(open, mentions);
            }
            if (!word.isOutside()) {
                open.add(word);
            }
        }
        close(open, mentions);
        return mentions;
    }

    private static void close(List<TaggedWord> open, List<Mention> mentions) {
        if (!open.isEmpty()) {
            mentions.add(new Mention(open.get(0).group(), open));
            open.clear();
        }
    }
}
