package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The JSON Schemas of what this build reads and writes as JSON (draft 2020-12), for producers and
 * consumers; the codecs do not ask them. What no schema says: one text must say something.
 */
public final class JsonSchemas {
    private JsonSchemas() {}

    /**
     * A schema, complete in itself.
     *
     * @param name {@code invoice}, {@code transcript}, {@code ticket} or {@code enriched}
     */
    public static String text(String name) {
        String resource = "/io/runnel/schemas/json/" + name + ".schema.json";
        try (InputStream in = JsonSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "There is no JSON Schema "
                                + resource
                                + "; expected invoice, transcript, ticket or enriched.");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON Schema " + resource + " could not be read.", e);
        }
    }
}
