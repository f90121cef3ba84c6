package io.runnel.jobs.command.models.rows;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The right answer of a row. */
public sealed interface Gold {
    /**
     * Labels, as the head names them where it has them.
     *
     * @param names each of them is right; at least one
     */
    record Labels(List<String> names) implements Gold {
        public Labels {
            names = List.copyOf(names);
        }
    }

    /**
     * Entities of a text that is tokens joined by blanks.
     *
     * @param types the types that are labelled in this row; empty where the row does not say
     */
    record Entities(TaggedTokens tokens, Set<String> types) implements Gold {
        public Entities {
            types = Set.copyOf(types);
        }
    }

    /**
     * The fields of one text, each once at most.
     *
     * @param tokens where they stand; without tokens where the row does not say
     * @param values what they say; empty where the row does not say
     */
    record Fields(TaggedTokens tokens, Map<String, String> values) implements Gold {
        public Fields {
            values = Map.copyOf(values);
        }
    }

    /** A summary that somebody wrote. */
    record Reference(String summary) implements Gold {}
}
