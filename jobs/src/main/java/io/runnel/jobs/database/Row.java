package io.runnel.jobs.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The argument of one call of the database: a JSON object whose names are columns.
 *
 * @param json text that PostgreSQL takes
 */
public record Row(String json) {
    static final ObjectMapper JSON = new ObjectMapper();

    static Row of(ObjectNode tree) {
        try {
            return new Row(JSON.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written as JSON.", e);
        }
    }
}
