package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands in a row: names and numbers parted by slashes as in a JSON Pointer, such as
 * {@code title} or {@code lines/0/text}, with an asterisk for each element of an array. A slash in
 * a name is {@code ~1}, a tilde {@code ~0}.
 */
public record FieldPath(List<String> steps) {
    private static final String EACH = "*";

    /** A value and its place, such as {@code turns[3].text}. */
    public record Found(String place, JsonNode value) {}

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a path; a slash before it may be left out.
     *
     * @throws IllegalArgumentException if a step is empty
     */
    public static FieldPath parse(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        List<String> steps = new ArrayList<>();
        for (String step : relative.split("/", -1)) {
            if (step.isBlank()) {
                throw new IllegalArgumentException(
                        "Field '"
                                + path
                                + "' has an empty step; expected names parted by slashes, such as"
                                + " title or turns/*/text.");
            }
            steps.add(step.strip().replace("~1", "/").replace("~0", "~"));
        }
        return new FieldPath(steps);
    }

    /** All values of the path in this row, in order; none where it leads nowhere. */
    public List<Found> in(JsonNode row) {
        List<Found> found = List.of(new Found("", row));
        for (String step : steps) {
            List<Found> next = new ArrayList<>();
            found.forEach(from -> follow(from, step, next));
            found = next;
        }
        return found;
    }

    @Override
    public String toString() {
        return String.join("/", steps);
    }

    private static void follow(Found from, String step, List<Found> next) {
        JsonNode value = from.value();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (step.equals(EACH) || step.equals(Integer.toString(i))) {
                    next.add(new Found(from.place() + "[" + i + "]", value.get(i)));
                }
            }
        } else if (value.has(step)) {
            String name = from.place().isEmpty() ? step : from.place() + "." + step;
            next.add(new Found(name, value.get(step)));
        }
    }
}
