package io.runnel.sql;

import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.text.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.data.StringData;

/** What can be said of an entity; named as in enriched records. */
enum SpanPart {
    /** The INPUT column that it stands in. */
    FIELD("STRING"),
    /** Its type. */
    ENTITY_GROUP("STRING"),
    /** Its tokens decoded, as Hugging Face does. */
    WORD("STRING"),
    /** As it is written. */
    TEXT("STRING"),
    /** Mean probability of its words. */
    SCORE("DOUBLE"),
    /** Where it starts in its field, counted as Java and JavaScript do: in UTF-16. */
    START("INT"),
    /** The place behind it. */
    END("INT");

    private final String type;

    SpanPart(String type) {
        this.type = type;
    }

    /** The name of the row's field. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the type is written in SQL. */
    String type() {
        return type;
    }

    static Optional<SpanPart> ofLabel(String label) {
        return Arrays.stream(values()).filter(part -> part.label().equals(label)).findFirst();
    }

    /** A row with all of them, as it is written in SQL. */
    static String rowType() {
        return Arrays.stream(values())
                .map(part -> "`" + part.label() + "` " + part.type())
                .collect(Collectors.joining(", ", "ROW<", ">"));
    }

    /** As Flink keeps it in a row. */
    Object value(EntitySpan entity, List<Passage> passages) {
        Passage passage = passages.get(entity.index());
        return switch (this) {
            case FIELD -> StringData.fromString(passage.field());
            case ENTITY_GROUP -> StringData.fromString(entity.entityGroup());
            case WORD -> StringData.fromString(entity.word());
            case TEXT -> StringData.fromString(entity.span().of(passage.text()));
            case SCORE -> entity.score();
            case START -> entity.span().start();
            case END -> entity.span().end();
        };
    }
}
