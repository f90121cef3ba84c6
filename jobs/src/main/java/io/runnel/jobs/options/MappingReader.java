package io.runnel.jobs.options;

import io.runnel.jobs.options.RuleReader.Beginning;
import io.runnel.schemas.codec.DocumentFields;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.codec.DocumentMapping.Unmapped;
import io.runnel.schemas.codec.FieldRule;
import io.runnel.schemas.codec.FieldRule.Choice;
import io.runnel.schemas.codec.FieldRule.Joined;
import io.runnel.schemas.codec.FieldRule.Listed;
import io.runnel.schemas.codec.FieldRule.Substitute;
import io.runnel.schemas.codec.RowsRule;
import io.runnel.schemas.codec.SourcePath;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the mapping of a document type from options; mistakes are collected there. */
final class MappingReader {
    /** Fields whose parts are paragraphs; parts of others follow each other on one line. */
    private static final List<String> PARAGRAPHS = List.of("text", "description");

    private final EffectiveOptions options;
    private final DocumentType type;
    private final DocumentFields known;
    private final Map<String, OptionValue> given;

    MappingReader(EffectiveOptions options, DocumentType type) {
        this.options = options;
        this.type = type;
        this.known = DocumentFields.of(type);
        this.given = options.mapping();
    }

    /** The mapping, or none where no key of it is given. */
    DocumentMapping read() {
        if (given.isEmpty()) {
            return DocumentMapping.none();
        }
        refuseOtherTypes();
        refuseWithoutIdOrText();
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        known.single().forEach(name -> put(fields, name, "", Beginning.RECORD));
        known.lists().forEach(name -> put(fields, name, "", Beginning.RECORD));
        refuseOneIdForAll(fields.get(DocumentFields.ID));
        Map<String, RowsRule> rows = new LinkedHashMap<>();
        known.rows().forEach((name, of) -> putRows(rows, name, of));
        return new DocumentMapping(fields, rows, unmapped());
    }

    private void put(Map<String, FieldRule> rules, String field, String rows, Beginning beginning) {
        RuleReader reader = new RuleReader(beginning, choice(field));
        value(rows + field, reader::read).ifPresent(rule -> rules.put(field, rule));
    }

    private Choice choice(String field) {
        if (known.lists().contains(field)) {
            return new Listed();
        }
        return new Joined(PARAGRAPHS.contains(field) ? "\n\n" : " ");
    }

    private void putRows(Map<String, RowsRule> rows, String name, List<String> names) {
        String prefix = name + ".";
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        names.forEach(field -> put(fields, field, prefix, Beginning.ELEMENT));
        boolean fieldsGiven = names.stream().anyMatch(field -> given.containsKey(prefix + field));
        boolean arraysGiven = given.containsKey(prefix + MappingKeys.EACH);
        if (fieldsGiven != arraysGiven) {
            options.mistake(
                    MappingKeys.PREFIX
                            + prefix
                            + MappingKeys.EACH
                            + ": expected the path of an array, such as /comments, and where each"
                            + " of "
                            + String.join(", ", names)
                            + " stands in its elements, found only "
                            + (arraysGiven ? "the path" : "the fields"));
        }
        RuleReader reader = new RuleReader(Beginning.RECORD, new Joined(""));
        Optional<List<SourcePath>> each = value(prefix + MappingKeys.EACH, reader::readPaths);
        each.ifPresent(arrays -> rows.put(name, new RowsRule(arrays, fields)));
    }

    private Unmapped unmapped() {
        return value(
                        MappingKeys.UNMAPPED,
                        text ->
                                switch (text.strip()) {
                                    case "keep" -> Unmapped.KEEP;
                                    case "drop" -> Unmapped.DROP;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "expected keep or drop, found '" + text + "'");
                                })
                .orElse(Unmapped.KEEP);
    }

    private void refuseOtherTypes() {
        List<String> keys = new ArrayList<>(known.single());
        keys.addAll(known.lists());
        known.rows()
                .forEach(
                        (rows, names) -> {
                            keys.add(rows + "." + MappingKeys.EACH);
                            names.forEach(name -> keys.add(rows + "." + name));
                        });
        keys.add(MappingKeys.UNMAPPED);
        given.forEach(
                (key, value) -> {
                    if (!keys.contains(key)) {
                        options.mistake(
                                "%s: a document of type %s has no such field; it has %s (%s)"
                                        .formatted(
                                                value.key(),
                                                type.label(),
                                                String.join(", ", keys),
                                                value.place()));
                    }
                });
    }

    private void refuseWithoutIdOrText() {
        if (!given.containsKey(DocumentFields.ID)) {
            options.mistake(
                    MappingKeys.PREFIX
                            + DocumentFields.ID
                            + ": expected a path such as /ticket/number, but it is not given; every"
                            + " document has an id of its own");
        }
        List<String> texts = DocumentFields.texts(type);
        if (texts.stream().noneMatch(given::containsKey)) {
            options.mistake(
                    "mapping: expected a path for "
                            + texts.stream()
                                    .map(text -> MappingKeys.PREFIX + text)
                                    .collect(Collectors.joining(" or "))
                            + ", but none is given; a document that says nothing cannot be"
                            + " enriched");
        }
    }

    private void refuseOneIdForAll(FieldRule id) {
        if (id != null && id.whenMissing() instanceof Substitute) {
            options.mistake(
                    MappingKeys.PREFIX
                            + DocumentFields.ID
                            + ": expected a path without constant or default, which would give"
                            + " several records one id");
        }
    }

    private <T> Optional<T> value(String key, Function<String, T> reader) {
        OptionValue value = given.get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(value.text()));
        } catch (IllegalArgumentException e) {
            options.mistake(value.key() + ": " + e.getMessage() + " (" + value.place() + ")");
            return Optional.empty();
        }
    }
}
