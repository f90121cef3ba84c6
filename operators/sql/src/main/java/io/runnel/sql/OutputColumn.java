package io.runnel.sql;

import java.io.Serializable;
import java.util.List;

/** A column of OUTPUT and what stands in it. */
sealed interface OutputColumn extends Serializable {
    String name();

    /**
     * What a head says.
     *
     * @param head whose answer it is; {@code null} for the only one that gives such an answer
     * @param parts of entities, in the order of the column's row; empty for other answers
     */
    record OfAnswer(String name, Answer answer, String head, List<SpanPart> parts)
            implements OutputColumn {}

    /** What is known beside the answers. */
    record OfFact(String name, Fact fact) implements OutputColumn {}
}
