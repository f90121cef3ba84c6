package io.runnel.peers;

import java.util.List;

/** Entities from BIO tags. */
public final class Bio {
    private Bio() {}

    /**
     * How many entities these tags of words give: an inside tag of another type begins one, too.
     */
    public static int entities(List<String> tags) {
        int found = 0;
        String open = "";
        for (String tag : tags) {
            String kind = tag.length() > 2 ? tag.substring(2) : "";
            if (!kind.isEmpty() && !(tag.charAt(0) == 'I' && kind.equals(open))) {
                found++;
            }
            open = kind;
        }
        return found;
    }
}
