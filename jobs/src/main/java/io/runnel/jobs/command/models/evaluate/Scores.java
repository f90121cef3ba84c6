package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Task;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;

/**
 * What answers are worth, added up row by row. One thread at a time.
 *
 * @param <G> the right answers that it compares with
 */
public interface Scores<G extends Gold> {
    /** The question that every row is asked. */
    Task<?> task();

    /** Counts one answer. */
    void add(LabelledRow<G> row, InferenceResult result);

    /** Puts the measures into a report. */
    void write(ObjectNode report);
}
