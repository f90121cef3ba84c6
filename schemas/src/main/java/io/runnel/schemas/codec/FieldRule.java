package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.runnel.schemas.codec.SourcePath.Found;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Text;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Where the value of one field of a document comes from. Values are texts or numbers; a text that
 * says nothing is the same as none.
 *
 * @param paths where to look; none for a constant, which is a {@link Substitute}
 * @param times how a time is written there, or {@code null} where it is none
 */
public record FieldRule(
        List<SourcePath> paths, Choice choice, TimeFormats times, WhenMissing whenMissing)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What is taken where the paths lead to several values. */
    public sealed interface Choice extends Serializable {}

    /** All that say something, in one text. */
    public record Joined(String separator) implements Choice {
        private static final long serialVersionUID = 1L;
    }

    /** The first that says something. */
    public record First() implements Choice {
        private static final long serialVersionUID = 1L;
    }

    /** All, as a list. */
    public record Listed() implements Choice {
        private static final long serialVersionUID = 1L;
    }

    /** What happens where the paths lead to nothing that says something. */
    public sealed interface WhenMissing extends Serializable {}

    /** The field is missing. */
    public record LeftOut() implements WhenMissing {
        private static final long serialVersionUID = 1L;
    }

    /** The record is a reject. */
    public record Refused() implements WhenMissing {
        private static final long serialVersionUID = 1L;
    }

    /** This text stands there. */
    public record Substitute(String text) implements WhenMissing {
        private static final long serialVersionUID = 1L;
    }

    public FieldRule {
        paths = List.copyOf(paths);
    }

    /** A field that always says the same. */
    public static FieldRule constant(String text) {
        return new FieldRule(List.of(), new First(), null, new Substitute(text));
    }

    /** The paths for messages: {@code /summary, /description}. */
    public String from() {
        return paths.stream().map(SourcePath::toString).collect(Collectors.joining(", "));
    }

    /**
     * What the paths say below {@code from}, without what stands in for it; empty where they say
     * nothing.
     *
     * @param field the field of the document, for messages
     * @param read told of every place that the value was taken from
     */
    Optional<JsonNode> find(Found from, String field, Consumer<Found> read) throws Refusal {
        List<String> texts = new ArrayList<>();
        for (SourcePath path : paths) {
            for (Found found : path.in(from)) {
                String text = text(found, field);
                if (choice instanceof First && !Text.saysSomething(text)) {
                    continue;
                }
                read.accept(found);
                texts.add(text);
                if (choice instanceof First) {
                    return Optional.of(NODES.textNode(time(text, field)));
                }
            }
        }
        return together(texts, field);
    }

    /** The value that stands in for a missing one; empty where the field is left out. */
    Optional<JsonNode> substitute(String field) throws Refusal {
        if (whenMissing instanceof Substitute substitute) {
            return Optional.of(NODES.textNode(substitute.text()));
        }
        if (whenMissing instanceof Refused) {
            throw new Refusal(
                    RejectReason.WRONG_TYPE,
                    "expected something at %s for '%s', which the mapping requires, found nothing. Correct the producer, or give the field a default."
                            .formatted(from(), field));
        }
        return Optional.empty();
    }

    private Optional<JsonNode> together(List<String> texts, String field) throws Refusal {
        List<String> saying = texts.stream().filter(Text::saysSomething).toList();
        if (saying.isEmpty()) {
            return Optional.empty();
        }
        if (choice instanceof Joined joined) {
            String all = String.join(joined.separator(), saying);
            return Optional.of(NODES.textNode(time(all, field)));
        }
        ArrayNode list = NODES.arrayNode(saying.size());
        for (String text : saying) {
            list.add(time(text, field));
        }
        return Optional.of(list);
    }

    private static String text(Found found, String field) throws Refusal {
        JsonNode value = found.value();
        boolean id = field.equals(DocumentFields.ID);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (id ? value.isIntegralNumber() : value.isNumber()) {
            return FieldReader.digits(value);
        }
        throw new Refusal(
                RejectReason.WRONG_TYPE,
                "expected %s at %s for '%s', found %s. %s"
                        .formatted(
                                id ? "text or an integer" : "text or a number",
                                found.place(),
                                field,
                                FieldReader.describe(value),
                                hint(found)));
    }

    private static String hint(Found found) {
        return found.value().isArray()
                ? "Write %s/* for each of its elements.".formatted(found.place())
                : "Correct the mapping's path, or the producer.";
    }

    private String time(String text, String field) throws Refusal {
        if (times == null) {
            return text;
        }
        return times.toIso(text)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        RejectReason.WRONG_TYPE,
                                        "expected a time as %s at %s for '%s', found text \"%s\". Add its format to the mapping, or correct the producer."
                                                .formatted(
                                                        times,
                                                        from(),
                                                        field,
                                                        FieldReader.shorten(text))));
    }
}
