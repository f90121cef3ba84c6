package io.runnel.sql;

import io.runnel.inference.task.Task;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which head of a model gives the answer in which column.
 *
 * @param tasks what each head is asked
 * @param byColumn the head of each column that holds an answer
 */
record Heads(Map<String, Task<?>> tasks, Map<String, String> byColumn) {
    /**
     * Binds columns to heads; only usable if this finds no mistake.
     *
     * @param card of the model in the settings
     */
    static Heads of(
            ModelSettings settings, List<OutputColumn> columns, ModelCard card, Mistakes mistakes) {
        Map<String, Task<?>> tasks = new LinkedHashMap<>();
        List<Head> asked = new ArrayList<>();
        for (String name : settings.heads()) {
            Optional<Head> head = card.head(name);
            Optional<Task<?>> task = head.flatMap(settings::task);
            if (task.isPresent()) {
                asked.add(head.get());
                tasks.put(name, task.get());
            } else {
                mistakes.add(unusable(name, head, card));
            }
        }
        Map<String, String> byColumn = new HashMap<>();
        for (OutputColumn column : columns) {
            if (column instanceof OutputColumn.OfAnswer answer) {
                head(answer, asked, mistakes)
                        .ifPresent(head -> byColumn.put(answer.name(), head.name()));
            }
        }
        for (Head head : asked) {
            if (mistakes.isEmpty() && !byColumn.containsValue(head.name())) {
                mistakes.add(
                        "head: no column of OUTPUT holds an answer of '"
                                + head.name()
                                + "', which is for "
                                + head.task().label()
                                + ". Add one, or leave the head out.");
            }
        }
        return new Heads(tasks, byColumn);
    }

    private static String unusable(String name, Optional<Head> head, ModelCard card) {
        return head.map(
                        known ->
                                "head: '"
                                        + name
                                        + "' of model "
                                        + card.id()
                                        + " is for "
                                        + known.task().label()
                                        + ", which SQL cannot ask for.")
                .orElseGet(
                        () ->
                                "head: model "
                                        + card.id()
                                        + " has no head '"
                                        + name
                                        + "'; it has "
                                        + card.headNames()
                                        + ".");
    }

    private static Optional<Head> head(
            OutputColumn.OfAnswer column, List<Head> asked, Mistakes mistakes) {
        List<Head> giving =
                asked.stream()
                        .filter(head -> column.head() == null || head.name().equals(column.head()))
                        .filter(head -> column.answer().isGivenBy(head.task()))
                        .toList();
        if (giving.size() == 1) {
            return Optional.of(giving.get(0));
        }
        String heads =
                asked.stream()
                        .map(head -> head.name() + " (" + head.task().label() + ")")
                        .collect(Collectors.joining(", "));
        mistakes.add(
                giving.isEmpty()
                        ? "OUTPUT "
                                + column.name()
                                + ": no head that is asked gives "
                                + column.answer().label()
                                + "; asked are "
                                + heads
                                + "."
                        : "OUTPUT "
                                + column.name()
                                + ": several heads give it; say whose it is, such as "
                                + ColumnReader.columnPrefix(giving.get(0).name())
                                + column.answer().label()
                                + ".");
        return Optional.empty();
    }
}
