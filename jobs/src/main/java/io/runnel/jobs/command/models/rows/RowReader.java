package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Makes labelled rows from the rows of a file.
 *
 * @param <G> the right answers that it reads
 */
public interface RowReader<G extends Gold> {
    /**
     * The row; none where it has no text, or where its label is mapped to nothing.
     *
     * @throws IllegalArgumentException if the row is of another shape, with what was expected
     */
    Optional<LabelledRow<G>> read(JsonNode row);
}
