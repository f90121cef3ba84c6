package io.runnel.jobs.command.models;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An entity by its tokens, both ends included. */
record TokenSpan(String type, int first, int last) {
    /**
     * The entities that tags mark, by the rules of seqeval: {@code B-} begins one, {@code I-} goes
     * on with one of its type and begins one where there is none.
     */
    static Set<TokenSpan> ofTags(List<String> tags) {
        Set<TokenSpan> spans = new HashSet<>();
        String open = null;
        int first = 0;
        for (int i = 0; i <= tags.size(); i++) {
            String tag = i < tags.size() ? tags.get(i) : "O";
            String type = tag.length() > 2 ? tag.substring(2) : null;
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
}
