package io.runnel.modelstore.graph;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param type of its numbers, as {@code float32} or {@code int64}
 * @param shape a number, or the name of what varies, for each dimension
 */
public record GraphValue(String name, String type, List<String> shape) {
    private static final String DIGITS = "[0-9]+";

    public GraphValue {
        shape = List.copyOf(shape);
    }

    /** How many dimensions it has. */
    public int rank() {
        return shape.size();
    }

    /** The size of a dimension; -1 if it varies. */
    public long size(int dimension) {
        String size = shape.get(dimension);
        return size.matches(DIGITS) ? Long.parseLong(size) : -1;
    }

    @Override
    public String toString() {
        return name + " " + type + " " + shape;
    }
}
