package io.runnel.jobs.command.map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.codec.FieldUse;
import io.runnel.schemas.codec.MappingTrial.UnmappedField;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Reject;
import java.io.IOException;

/** A tried mapping for a program: what the text has, and the document of each record. */
final class MappingJson {
    /** Numbers keep their digits. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private MappingJson() {}

    static ObjectNode of(MappedSample sample) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("records", sample.records());
        ArrayNode fields = json.putArray("fields");
        sample.trial().fields().forEach(use -> put(fields.addObject(), use));
        ArrayNode unmapped = json.putArray("unmapped");
        sample.trial().unmapped().forEach(field -> put(unmapped.addObject(), field));
        ArrayNode documents = json.putArray("documents");
        for (Document document : sample.documents()) {
            documents
                    .addObject()
                    .put("line", MappedSample.line(document.origin()))
                    .set("document", JSON.readTree(sample.trial().encode(document)));
        }
        ArrayNode rejects = json.putArray("rejects");
        sample.rejects().forEach(reject -> put(rejects.addObject(), reject));
        return json;
    }

    private static void put(ObjectNode json, FieldUse use) {
        json.put("field", use.field())
                .put("from", use.from())
                .put("looked", use.looked())
                .put("found", use.found())
                .put("substituted", use.substituted())
                .put("missing", use.missing())
                .put("refused", use.refused())
                .put("example", use.example());
    }

    private static void put(ObjectNode json, UnmappedField field) {
        json.put("in", field.in())
                .put("path", field.path())
                .put("count", field.count())
                .put("example", field.example());
    }

    private static void put(ObjectNode json, Reject reject) {
        json.put("line", MappedSample.line(reject.origin()))
                .put("reason", reject.reason().name())
                .put("message", reject.message());
    }
}
