package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * The Avro schemas that this build writes and reads, each complete in itself ({@code
 * ticket().toString(true)} is what a registry takes). The same fields as in JSON, except that
 * unknown fields stand in a map {@code other}.
 */
public final class AvroSchemas {
    private static final Schema INVOICE;
    private static final Schema TRANSCRIPT;
    private static final Schema TICKET;
    private static final Schema ENRICHED;

    static {
        Schema.Parser parser = new Schema.Parser();
        INVOICE = parse(parser, "invoice");
        TRANSCRIPT = parse(parser, "transcript");
        TICKET = parse(parser, "ticket");
        ENRICHED = parse(parser, "enriched");
    }

    private AvroSchemas() {}

    public static Schema invoice() {
        return INVOICE;
    }

    public static Schema transcript() {
        return TRANSCRIPT;
    }

    public static Schema ticket() {
        return TICKET;
    }

    public static Schema enriched() {
        return ENRICHED;
    }

    /** The schema of a document type. */
    public static Schema of(DocumentType type) {
        return switch (type) {
            case INVOICE -> INVOICE;
            case TRANSCRIPT -> TRANSCRIPT;
            case TICKET -> TICKET;
        };
    }

    private static Schema parse(Schema.Parser parser, String name) {
        String resource = "/io/runnel/schemas/avro/" + name + ".avsc";
        try (InputStream in = AvroSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Schema "
                                + resource
                                + " is missing from the class path; rebuild the schemas module.");
            }
            return parser.parse(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Schema " + resource + " could not be read.", e);
        }
    }
}
