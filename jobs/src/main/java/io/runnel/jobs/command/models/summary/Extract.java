package io.runnel.jobs.command.models.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A summary of whole sentences. */
public final class Extract {
    private Extract() {}

    /**
     * The first sentences of this order that fit into so many words, in the order of the document;
     * one that does not fit is passed over.
     */
    public static String of(List<String> sentences, List<Integer> order, int maxWords) {
        List<Integer> chosen = new ArrayList<>();
        int words = 0;
        for (int place : order) {
            int length = sentences.get(place).strip().split("\\s+", -1).length;
            if (words + length <= maxWords) {
                chosen.add(place);
                words += length;
            }
        }
        return chosen.stream().sorted().map(sentences::get).collect(Collectors.joining(" "));
    }

    /** The first so many sentences, however long. */
    public static String lead(List<String> sentences, int most) {
        return String.join(" ", sentences.subList(0, Math.min(most, sentences.size())));
    }
}
