package io.runnel.schemas.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where values stand in a record: a JSON Pointer (RFC 6901), in which a step {@code *} stands for
 * each element of an array. What is no array is its own only element. The empty path is the whole.
 */
public final class SourcePath implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern EACH = Pattern.compile("/\\*(?=/|$)");
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");

    private final String text;

    /** What stands before, between and behind the asterisks. */
    private final ArrayList<JsonPointer> parts = new ArrayList<>();

    /** A value and its place in the record, asterisks replaced by numbers. */
    record Found(JsonPointer place, JsonNode value) {
        /** The elements of an array, or the value alone. */
        List<Found> elements() {
            if (!(value instanceof ArrayNode array)) {
                return List.of(this);
            }
            List<Found> elements = new ArrayList<>(array.size());
            for (JsonNode element : array) {
                elements.add(new Found(place.appendIndex(elements.size()), element));
            }
            return elements;
        }

        /** What stands there, below this; {@code null} in a record is the same as nothing. */
        private boolean isThere() {
            return !value.isMissingNode() && !value.isNull();
        }

        private Found at(JsonPointer below) {
            return new Found(place.append(below), value.at(below));
        }
    }

    private SourcePath(String text) {
        this.text = text;
        for (String part : EACH.split(text, -1)) {
            parts.add(JsonPointer.compile(part));
        }
    }

    /**
     * The path that this text says.
     *
     * @throws IllegalArgumentException if it says none, with what was expected
     */
    public static SourcePath parse(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "expected a path that begins with '/', found '" + text + "'; write /" + text);
        }
        if (WRONG_ESCAPE.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "expected ~0 for a tilde and ~1 for a slash in a name, found '" + text + "'");
        }
        return new SourcePath(text);
    }

    /** Whether it leads to the whole, and not to something in it. */
    public boolean isWhole() {
        return text.isEmpty();
    }

    /** All values of the path below {@code from}, in their order; none where it leads nowhere. */
    List<Found> in(Found from) {
        List<Found> found = step(List.of(from), parts.get(0));
        for (JsonPointer part : parts.subList(1, parts.size())) {
            found = step(found.stream().flatMap(each -> each.elements().stream()).toList(), part);
        }
        return found;
    }

    private static List<Found> step(List<Found> from, JsonPointer below) {
        return from.stream().map(each -> each.at(below)).filter(Found::isThere).toList();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SourcePath other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text.isEmpty() ? "the whole" : text;
    }
}
