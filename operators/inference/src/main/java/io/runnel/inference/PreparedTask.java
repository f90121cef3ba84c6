package io.runnel.inference;

import io.runnel.inference.task.RowForm;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.TaskReader;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;

/** A task whose model is loaded and whose head fits. */
record PreparedTask(Task<?> task, RowSource source, TaskReader<?> reader) {
    /**
     * @throws IllegalArgumentException if the model has no such head, its head answers something
     *     else, or its rows have no room for what the task puts beside a text
     */
    static PreparedTask of(Task<?> task, LoadedModel model) {
        ModelCard card = model.directory().card();
        Head head = head(task, card);
        RowForm form = task.rowForm(head);
        new PairRows(model.tokenizer(), card.maxTokens()).requireRoom(form.seconds());
        return new PreparedTask(
                task, new RowSource(model, form), task.reader(head, card, model.tokenizer()));
    }

    LoadedModel model() {
        return source.model();
    }

    /**
     * The head that answers this task.
     *
     * @throws IllegalArgumentException if the model has no such head or its head answers something
     *     else
     */
    static Head head(Task<?> task, ModelCard card) {
        Head head =
                card.head(task.head())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "Model "
                                                        + card.id()
                                                        + " has no head '"
                                                        + task.head()
                                                        + "'; it has "
                                                        + card.headNames()
                                                        + "."));
        if (head.task() != task.headTask()) {
            throw new IllegalArgumentException(
                    "Head '"
                            + head.name()
                            + "' of model "
                            + card.id()
                            + " is for "
                            + head.task().label()
                            + ", and "
                            + task.getClass().getSimpleName()
                            + " needs one for "
                            + task.headTask().label()
                            + "; the model has "
                            + card.headNames()
                            + ".");
        }
        return head;
    }
}
