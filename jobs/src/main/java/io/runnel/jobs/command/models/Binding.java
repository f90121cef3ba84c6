package io.runnel.jobs.command.models;

import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelId;

/** What a job's configuration says to ask a head. */
final class Binding {
    private Binding() {}

    /** The lines, or a sentence where no job asks such a head yet. */
    static String lines(ModelId model, Head head) {
        return switch (head.task()) {
            case TEXT_CLASSIFICATION -> lines("classification", model, head);
            case ZERO_SHOT_CLASSIFICATION ->
                    lines("classification", model, head)
                            + "\n  tasks.classification.candidate-labels: one label, another";
            case SENTIMENT -> lines("sentiment", model, head);
            case TOKEN_CLASSIFICATION -> lines("entities", model, head);
            case SENTENCE_SALIENCE -> lines("summary", model, head);
            case GENERATION -> "  tasks.summary.writer: " + model;
            case FIELD_EXTRACTION -> lines("fields", model, head);
            case SENTENCE_EMBEDDING -> "  # " + head.name() + " helps other tasks";
        };
    }

    private static String lines(String task, ModelId model, Head head) {
        return "  tasks."
                + task
                + ".model: "
                + model
                + "\n  tasks."
                + task
                + ".head: "
                + head.name();
    }
}
