package io.runnel.jobs.command.models.rows;

import io.runnel.inference.text.Passage;
import java.util.List;

/**
 * A row whose right answer is known.
 *
 * @param <G> the right answer: {@link Gold}
 * @param passages at least one, none of them blank
 * @param place where it stands, as messages name it: {@code dev.jsonl:7}
 */
public record LabelledRow<G extends Gold>(List<Passage> passages, G gold, String place) {
    public LabelledRow {
        passages = List.copyOf(passages);
    }

    /** A row that stands nowhere yet. */
    LabelledRow(List<Passage> passages, G gold) {
        this(passages, gold, "a row");
    }

    /** The same row, there. */
    public LabelledRow<G> at(String where) {
        return new LabelledRow<>(passages, gold, where);
    }
}
