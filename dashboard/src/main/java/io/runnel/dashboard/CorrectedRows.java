package io.runnel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/** Rows that are made of corrections, of each document the last word. */
sealed interface CorrectedRows permits LabelledTexts, LabelledEntities {
    /** Takes a record of the topic in, if it is about what these rows are of. */
    void add(byte[] value);

    int size();

    /** How many records were taken in and are about something else. */
    int others();

    /** An object on each line. */
    List<String> jsonLines();

    /** The JSON of a record's value; {@code null} as a node where it is none. */
    static JsonNode parsed(ObjectMapper json, byte[] value) {
        try {
            return value == null ? json.nullNode() : json.readTree(value);
        } catch (IOException e) {
            return json.nullNode();
        }
    }
}
