package io.runnel.inference.task;

import java.util.List;

/** Neighbouring words that are one entity. */
record Mention(String group, List<TaggedWord> words) {
    Mention {
        words = List.copyOf(words);
    }

    int passage() {
        return words.get(0).passage();
    }

    int firstToken() {
        return words.get(0).firstToken();
    }

    int endToken() {
        return words.get(words.size() - 1).endToken();
    }

    int tokens() {
        return endToken() - firstToken();
    }

    /** Mean of the words' scores. */
    double score() {
        return words.stream().mapToDouble(TaggedWord::score).average().orElse(0);
    }

    boolean overlaps(Mention other) {
        return passage() == other.passage()
                && firstToken() < other.endToken()
                && other.firstToken() < endToken();
    }
}
