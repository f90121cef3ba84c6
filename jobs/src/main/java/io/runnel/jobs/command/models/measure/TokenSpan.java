package io.runnel.jobs.command.models.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An entity by its tokens, both ends included. */
public record TokenSpan(String type, int first, int last) {
    /** The tag of a token that is in no entity. */
    public static final String OUTSIDE = "O";

    /**
     * The entities that tags mark, by the rules of seqeval: {@code B-} begins one, {@code I-} goes
     * on with one of its type and begins one where there is none.
     */
    public static Set<TokenSpan> ofTags(List<String> tags) {
        Set<TokenSpan> spans = new HashSet<>();
        String open = null;
        int first = 0;
        for (int i = 0; i <= tags.size(); i++) {
            String tag = i < tags.size() ? tags.get(i) : OUTSIDE;
            String type = typeOf(tag);
            boolean goesOn = tag.startsWith("I-") && type != null && type.equals(open);
            if (goesOn) {
                continue;
            }
            if (open != null) {
                spans.add(new TokenSpan(open, first, i - 1));
            }
            open = type;
            first = i;
        }
        return spans;
    }

    /** The type of a tag such as {@code B-person}; {@code null} for {@code O}. */
    public static String typeOf(String tag) {
        return tag.length() > 2 ? tag.substring(2) : null;
    }
}
