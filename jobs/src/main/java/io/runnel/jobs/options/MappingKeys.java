package io.runnel.jobs.options;

import io.runnel.schemas.codec.DocumentFields;
import io.runnel.schemas.document.DocumentType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that say where the fields of a document stand in records of another shape: {@code
 * mapping.title}, {@code mapping.turns.each}, {@code mapping.turns.text}.
 */
public final class MappingKeys {
    /** What all of them begin with. */
    public static final String PREFIX = "mapping.";

    static final String UNMAPPED = "unmapped";
    static final String EACH = "each";

    private static final List<String> ALL = keys();
    private static final Set<String> ROWS = rows();

    private MappingKeys() {}

    /** The keys of every document type. */
    static List<String> all() {
        return ALL;
    }

    /** Whether the key stands for turns or line items, and others stand below it. */
    static boolean isRows(String key) {
        return ROWS.contains(key);
    }

    /** Whether the key has a rule, which may be more than one value. */
    static boolean isRule(String key) {
        return key.startsWith(PREFIX) && !isRows(key);
    }

    private static List<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (DocumentType type : DocumentType.values()) {
            DocumentFields fields = DocumentFields.of(type);
            fields.single().forEach(name -> keys.add(PREFIX + name));
            fields.lists().forEach(name -> keys.add(PREFIX + name));
            fields.rows()
                    .forEach(
                            (rows, names) -> {
                                keys.add(PREFIX + rows + "." + EACH);
                                names.forEach(name -> keys.add(PREFIX + rows + "." + name));
                            });
        }
        keys.add(PREFIX + UNMAPPED);
        return List.copyOf(keys);
    }

    private static Set<String> rows() {
        Set<String> rows = new LinkedHashSet<>();
        for (DocumentType type : DocumentType.values()) {
            DocumentFields.of(type).rows().keySet().forEach(name -> rows.add(PREFIX + name));
        }
        return rows;
    }
}
