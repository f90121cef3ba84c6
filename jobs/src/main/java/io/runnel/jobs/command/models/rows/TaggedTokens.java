package io.runnel.jobs.command.models.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tokens, where they stand in a text, and the tag of each.
 *
 * @param places of each token in the text, ascending
 * @param tags {@code B-person}, {@code I-person}, {@code O}
 * @param ignored tokens that are not judged
 */
public record TaggedTokens(List<Place> places, List<String> tags, Set<Integer> ignored) {
    /** No tokens: the row does not say where things stand. */
    public static final TaggedTokens NONE = new TaggedTokens(List.of(), List.of(), Set.of());

    /** Where a token stands, as Java string indices. */
    public record Place(int start, int end) {}

    public TaggedTokens {
        places = List.copyOf(places);
        tags = List.copyOf(tags);
        ignored = Set.copyOf(ignored);
    }

    /** Where tokens stand when they are joined by blanks. */
    static List<Place> joined(List<String> tokens) {
        List<Place> places = new ArrayList<>();
        int position = 0;
        for (String token : tokens) {
            places.add(new Place(position, position + token.length()));
            position += token.length() + 1;
        }
        return places;
    }

    /**
     * Where tokens stand in a text that is made of them and of blanks between them.
     *
     * @throws IllegalArgumentException if it is not
     */
    static List<Place> found(List<String> tokens, String text) {
        List<Place> places = new ArrayList<>();
        int position = 0;
        for (String token : tokens) {
            int start = text.indexOf(token, position);
            if (token.isEmpty() || start < 0 || !text.substring(position, start).isBlank()) {
                throw new IllegalArgumentException(
                        "token "
                                + places.size()
                                + " ('"
                                + token
                                + "') is not the next one in 'text'; expected 'tokens' to be the"
                                + " words of 'text', in order and without a gap.");
            }
            places.add(new Place(start, start + token.length()));
            position = start + token.length();
        }
        return places;
    }
}
