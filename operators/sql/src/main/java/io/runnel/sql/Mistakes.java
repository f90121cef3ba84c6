package io.runnel.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/** What is wrong with a model's definition: everything is found before anything is said. */
final class Mistakes {
    private final List<String> sentences = new ArrayList<>();

    void add(String sentence) {
        sentences.add(sentence);
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /**
     * Goes on where there are none.
     *
     * @param model its name in SQL
     * @throws ValidationException with all of them
     */
    void throwIfAny(String model) {
        if (!sentences.isEmpty()) {
            throw new ValidationException(
                    "The model "
                            + model
                            + " cannot be used: its definition has "
                            + sentences.size()
                            + (sentences.size() == 1 ? " mistake" : " mistakes")
                            + "; docs/sql.md has all options and columns. Correct its CREATE MODEL:\n  "
                            + String.join("\n  ", sentences));
        }
    }
}
