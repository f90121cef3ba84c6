package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.List;

/** Words with tags, one token each. */
final class TaggedWords {
    private TaggedWords() {}

    /** {@code B-person:0.9 I-person:0.7 O:0.8}. */
    static List<TaggedWord> of(String tags) {
        List<TaggedWord> words = new ArrayList<>();
        for (String tag : tags.split(" ", -1)) {
            String[] parts = tag.split(":", -1);
            double score = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
            words.add(new TaggedWord(0, words.size(), words.size() + 1, parts[0], score));
        }
        return words;
    }

    /** A mention of these tokens. */
    static Mention mention(int passage, int firstToken, int endToken, double score) {
        return new Mention(
                "person",
                List.of(new TaggedWord(passage, firstToken, endToken, "B-person", score)));
    }
}
