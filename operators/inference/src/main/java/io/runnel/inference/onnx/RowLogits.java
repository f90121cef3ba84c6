package io.runnel.inference.onnx;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The logits of all heads for one row. */
public final class RowLogits {
    private final Map<String, HeadLogits> heads;

    /**
     * @param heads by the head's name
     */
    public RowLogits(Map<String, HeadLogits> heads) {
        this.heads = heads;
    }

    /** The logits of the head of this name, which must be one of the model's. */
    public HeadLogits head(String name) {
        return Objects.requireNonNull(heads.get(name), name);
    }

    /**
     * The first head, by name, with a logit that is no finite number in the first {@code places}.
     */
    public Optional<String> headWithoutNumbers(int places) {
        return new TreeMap<>(heads)
                .entrySet().stream()
                        .filter(head -> !head.getValue().isFinite(places))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }
}
