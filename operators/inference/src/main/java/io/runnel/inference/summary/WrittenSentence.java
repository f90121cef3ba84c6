package io.runnel.inference.summary;

import io.runnel.inference.task.Vector;
import java.util.List;
import java.util.Optional;

/**
 * A sentence that a model wrote, with what other models say of it.
 *
 * @param names the entities that it names, numbers and dates aside
 */
public record WrittenSentence(String text, List<String> names, Vector embedding) {
    public WrittenSentence {
        names = List.copyOf(names);
    }

    /** A sentence that nobody embedded. */
    public static WrittenSentence of(String text, List<String> names) {
        return new WrittenSentence(text, names, null);
    }

    Optional<Vector> vector() {
        return Optional.ofNullable(embedding);
    }
}
