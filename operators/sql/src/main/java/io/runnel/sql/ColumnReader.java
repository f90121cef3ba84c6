package io.runnel.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Reads INPUT and OUTPUT of a model; what is wrong with a column is added to the mistakes. */
final class ColumnReader {
    private final List<String> heads;
    private final Mistakes mistakes;

    ColumnReader(List<String> heads, Mistakes mistakes) {
        this.heads = heads;
        this.mistakes = mistakes;
    }

    /** The names of the texts. */
    List<String> input(ResolvedSchema input) {
        for (Column column : input.getColumns()) {
            LogicalType type = column.getDataType().getLogicalType();
            if (!type.is(LogicalTypeRoot.VARCHAR)) {
                mistakes.add(
                        "INPUT "
                                + column.getName()
                                + ": expected a text, STRING, found "
                                + type.asSerializableString()
                                + ".");
            }
        }
        return List.copyOf(input.getColumnNames());
    }

    /** What stands in which column. */
    List<OutputColumn> output(ResolvedSchema output, int texts) {
        List<OutputColumn> columns = new ArrayList<>();
        for (Column column : output.getColumns()) {
            LogicalType type = column.getDataType().getLogicalType();
            read(column.getName(), type).ifPresent(columns::add);
        }
        if (texts > 1 && columns.stream().anyMatch(ColumnReader::isEmbedding)) {
            mistakes.add(
                    "OUTPUT embedding: expected one text in INPUT, found "
                            + texts
                            + ". An embedding is that of one text; join them in the query.");
        }
        return List.copyOf(columns);
    }

    private Optional<OutputColumn> read(String name, LogicalType type) {
        Optional<Fact> fact = Fact.ofLabel(name);
        if (fact.isPresent()) {
            require(name, type, fact.get().type());
            return Optional.of(new OutputColumn.OfFact(name, fact.get()));
        }
        Optional<Answer> answer = Answer.ofLabel(name);
        if (answer.isPresent()) {
            return Optional.of(read(name, type, answer.get(), null));
        }
        for (String head : heads) {
            String prefix = columnPrefix(head);
            if (name.startsWith(prefix)) {
                Optional<Answer> ofHead = Answer.ofLabel(name.substring(prefix.length()));
                if (ofHead.isPresent()) {
                    return Optional.of(read(name, type, ofHead.get(), head));
                }
            }
        }
        mistakes.add(
                "OUTPUT "
                        + name
                        + ": nothing is known by this name. Known are "
                        + knownNames()
                        + "; where several heads are asked, a column may name its head first: "
                        + columnPrefix(heads.isEmpty() ? "sentiment" : heads.get(0))
                        + "label.");
        return Optional.empty();
    }

    private OutputColumn read(String name, LogicalType type, Answer answer, String head) {
        if (answer.isOfSpans()) {
            return new OutputColumn.OfAnswer(name, answer, head, parts(name, type, answer));
        }
        require(name, type, answer.type());
        return new OutputColumn.OfAnswer(name, answer, head, List.of());
    }

    private List<SpanPart> parts(String name, LogicalType type, Answer answer) {
        List<SpanPart> parts = new ArrayList<>();
        boolean fits =
                type instanceof ArrayType array
                        && type.isNullable()
                        && array.getElementType() instanceof RowType row
                        && row.getFields().stream().allMatch(field -> part(field, parts));
        if (!fits) {
            mistakes.add(unexpected(name, type, answer.type() + ", or some of its fields"));
        }
        return List.copyOf(parts);
    }

    private static boolean part(RowType.RowField field, List<SpanPart> parts) {
        Optional<SpanPart> part =
                SpanPart.ofLabel(field.getName())
                        .filter(known -> written(field.getType()).equals(known.type()));
        part.ifPresent(parts::add);
        return part.isPresent();
    }

    private void require(String name, LogicalType type, String expected) {
        if (!written(type).equals(expected)) {
            mistakes.add(unexpected(name, type, expected));
        }
    }

    private static String unexpected(String name, LogicalType type, String expected) {
        String why =
                type.isNullable() ? "" : " A text may have no answer, so no column is NOT NULL.";
        return "OUTPUT " + name + ": expected " + expected + ", found " + written(type) + "." + why;
    }

    /** As one writes it in SQL: Flink's own spelling of STRING is longer. */
    private static String written(LogicalType type) {
        return type.asSerializableString().replace("VARCHAR(2147483647)", "STRING");
    }

    /** {@code ticket_queue_} for the head {@code ticket-queue}. */
    static String columnPrefix(String head) {
        return head.replace('-', '_') + "_";
    }

    private static boolean isEmbedding(OutputColumn column) {
        return column instanceof OutputColumn.OfAnswer of && of.answer() == Answer.EMBEDDING;
    }

    private static String knownNames() {
        return Stream.concat(
                        Arrays.stream(Answer.values()).map(Answer::label),
                        Arrays.stream(Fact.values()).map(Fact::label))
                .collect(Collectors.joining(", "));
    }
}
