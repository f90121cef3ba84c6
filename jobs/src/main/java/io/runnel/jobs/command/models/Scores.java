package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Task;

/** What answers are worth, added up row by row. Thread-safe. */
interface Scores {
    /** The question that every row is asked. */
    Task<?> task();

    /** Whether a row has what is needed to judge an answer: a label, or tags. */
    boolean fits(LabelledRow row);

    /** Counts one answer. */
    void add(LabelledRow row, InferenceResult result);

    /** Puts the measures into a report. */
    void write(ObjectNode report);
}
