package io.runnel.schemas.codec;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the turns or line items of a document come from: each element of the arrays is one, in
 * their order.
 *
 * @param each the arrays; what is no array is its own only element
 * @param fields by name in the document; their paths begin at the element
 */
public record RowsRule(List<SourcePath> each, Map<String, FieldRule> fields)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public RowsRule {
        each = List.copyOf(each);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The arrays for messages. */
    public String from() {
        return each.stream().map(SourcePath::toString).collect(Collectors.joining(", "));
    }
}
