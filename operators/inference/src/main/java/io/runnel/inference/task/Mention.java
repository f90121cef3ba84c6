package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Neighbouring words that are one entity. */
record Mention(String group, List<TaggedWord> words) {
    /** The order of a document. */
    static final Comparator<Mention> PLACE =
            Comparator.comparingInt(Mention::passage).thenComparingInt(Mention::firstToken);

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

    /** What it covers in its passage. */
    CharSpan span(DocumentLogits document) {
        return document.passages().get(passage()).span(firstToken(), endToken());
    }

    /** This one and a later one of the same passage as one. */
    Mention with(Mention later) {
        List<TaggedWord> all = new ArrayList<>(words);
        all.addAll(later.words);
        return new Mention(group, all);
    }

    boolean overlaps(Mention other) {
        return passage() == other.passage()
                && firstToken() < other.endToken()
                && other.firstToken() < endToken();
    }
}
