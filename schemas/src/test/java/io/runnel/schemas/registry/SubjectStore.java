package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Subjects with their versions, as a registry keeps them. Equal schemas have one id. */
final class SubjectStore {
    private final Map<String, List<Version>> subjects = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private final List<ObjectNode> ids = new ArrayList<>();

    record Version(String subject, int number, int id, ObjectNode body) {
        UUID guid() {
            return guidOf(body);
        }

        Schema avro() {
            return new Schema.Parser().parse(body.path("schema").asText());
        }
    }

    /** A refusal with the number that says why. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;

        Problem(int status, int code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        int code() {
            return code;
        }
    }

    synchronized JsonNode byId(String kind, String id) throws Problem {
        for (int i = 0; i < ids.size(); i++) {
            ObjectNode body = ids.get(i);
            String named = kind.equals("ids") ? "" + (i + 1) : guidOf(body).toString();
            if (named.equals(id)) {
                return body;
            }
        }
        throw new Problem(404, 40403, "Schema " + id + " not found");
    }

    synchronized Version register(String subject, JsonNode body) throws Problem {
        Schema schema = parse(body);
        for (Version version : subjects.getOrDefault(subject, List.of())) {
            if (version.avro().toString().equals(schema.toString())) {
                return version;
            }
        }
        if (!takes(subject, body)) {
            throw new Problem(409, 409, "Schema being registered is incompatible");
        }
        putRaw(subject, textOf(schema));
        List<Version> versions = subjects.get(subject);
        return versions.get(versions.size() - 1);
    }

    synchronized int putRaw(String subject, ObjectNode body) {
        int id = ids.indexOf(body) + 1;
        if (id == 0) {
            ids.add(body);
            id = ids.size();
        }
        List<Version> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        versions.add(new Version(subject, versions.size() + 1, id, body));
        return id;
    }

    synchronized Version lookUp(String subject, JsonNode body) throws Problem {
        Schema schema = parse(body);
        for (Version version : existing(subject)) {
            if (version.avro().toString().equals(schema.toString())) {
                return version;
            }
        }
        throw new Problem(404, 40403, "Schema not found");
    }

    synchronized List<Integer> versions(String subject) throws Problem {
        return existing(subject).stream().map(Version::number).toList();
    }

    synchronized Version version(String subject, String number) throws Problem {
        for (Version version : existing(subject)) {
            if (number.equals("" + version.number())) {
                return version;
            }
        }
        throw new Problem(404, 40402, "Version " + number + " not found.");
    }

    synchronized boolean takes(String subject, JsonNode body) throws Problem {
        Schema schema = parse(body);
        Compatibility level = levels.getOrDefault(subject, Compatibility.BACKWARD);
        List<Version> versions = subjects.getOrDefault(subject, List.of());
        int from = level.allVersions() ? 0 : Math.max(0, versions.size() - 1);
        for (Version version : versions.subList(from, versions.size())) {
            if ((level.readsOlder() && !reads(schema, version.avro()))
                    || (level.readByOlder() && !reads(version.avro(), schema))) {
                return false;
            }
        }
        return true;
    }

    synchronized Compatibility level(String subject) {
        return levels.getOrDefault(subject, Compatibility.BACKWARD);
    }

    synchronized void require(String subject, String level) throws Problem {
        try {
            levels.put(subject, Compatibility.valueOf(level));
        } catch (IllegalArgumentException e) {
            throw new Problem(422, 42203, "Invalid compatibility level");
        }
    }

    private List<Version> existing(String subject) throws Problem {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw new Problem(404, 40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static Schema parse(JsonNode body) throws Problem {
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new Problem(422, 42201, "Invalid schema: " + e.getMessage());
        }
    }

    private static ObjectNode textOf(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }

    /** Made of the schema, so equal in every registry. */
    private static UUID guidOf(ObjectNode body) {
        return UUID.nameUUIDFromBytes(body.toString().getBytes(UTF_8));
    }
}
