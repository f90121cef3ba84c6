package io.runnel.schemas.codec;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.registry.SchemaId;
import java.util.List;

/**
 * Where a record says with which schema it was written: in the header, or before its value.
 *
 * @param start of the Avro record in the payload
 */
record ConfluentAvro(SchemaId id, int start) {
    /** The header comes first, as in Confluent's clients; the last one of its name counts. */
    static ConfluentAvro of(byte[] payload, List<Header> headers) throws Refusal {
        byte[] header = null;
        for (Header each : headers) {
            if (each.name().equals(SchemaId.VALUE_HEADER) && each.value() != null) {
                header = each.value();
            }
        }
        if (header != null) {
            return new ConfluentAvro(read(header, "in header " + SchemaId.VALUE_HEADER, ""), 0);
        }
        SchemaId id = read(payload, "in the first bytes", advice(payload));
        return new ConfluentAvro(id, id.bytes().length);
    }

    private static SchemaId read(byte[] bytes, String where, String advice) throws Refusal {
        try {
            return SchemaId.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    RejectReason.MALFORMED_BYTES, where + " " + e.getMessage() + "." + advice);
        }
    }

    private static String advice(byte[] payload) {
        if (payload.length > 0 && payload[0] == '{') {
            return " The producer seems to write JSON; set kafka.documents.format=json.";
        }
        if (payload.length > 1 && payload[0] == (byte) 0xC3 && payload[1] == 1) {
            return " The producer seems to write Avro's single-object encoding; set"
                    + " kafka.documents.format=avro.";
        }
        return " Let the producer use a serializer of Confluent's wire format.";
    }
}
