package io.runnel.inference.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The logits of the heads that were asked for one row. */
public final class RowLogits {
    private final Map<String, HeadLogits> heads;

    /**
     * @param heads by the head's name
     */
    public RowLogits(Map<String, HeadLogits> heads) {
        this.heads = heads;
    }

    /** The logits of the head of this name, which must be one that was asked. */
    public HeadLogits head(String name) {
        return Objects.requireNonNull(heads.get(name), name);
    }

    /** These of its heads alone. */
    public RowLogits of(Set<String> names) {
        Map<String, HeadLogits> some = new HashMap<>(heads);
        some.keySet().retainAll(names);
        return new RowLogits(some);
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
