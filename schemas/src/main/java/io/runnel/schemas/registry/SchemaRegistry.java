package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.registry.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A registry that speaks Confluent's protocol. Every answer is the registry's own: nothing is
 * remembered here, and nothing is registered but by {@link #register}.
 *
 * <p>Every method throws {@link RegistryUnavailable} if the registry does not answer.
 */
public final class SchemaRegistry {
    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;
    private static final int NO_SCHEMA = 40403;
    private static final int NO_LEVEL = 40408;
    private static final int MISFIT = 409;

    private final RegistryHttp http;

    public SchemaRegistry(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    /** The schema that a record names. A registry without GUIDs knows none of them. */
    public FoundSchema find(SchemaId id) {
        boolean global = id instanceof SchemaId.Global;
        Answer answer =
                global ? http.askAnybody("GET", id.path(), null) : http.ask("GET", id.path(), null);
        if (answer.isGood()) {
            return new RegisteredText(this).parse(http.schema(answer));
        }
        if (answer.errorCode() == NO_SCHEMA
                || answer.errorCode() == NO_SUBJECT
                || (global && answer.status() == 404)) {
            return new FoundSchema.Unknown();
        }
        throw unexpected("The schema of " + id, answer);
    }

    /** The versions of a subject, oldest first; none if there is no such subject. */
    public List<Integer> versions(String subject) {
        Answer answer = http.ask("GET", subject(subject) + "/versions", null);
        List<Integer> versions = new ArrayList<>();
        if (answer.isGood()) {
            answer.body().forEach(version -> versions.add(version.asInt()));
        } else if (answer.errorCode() != NO_SUBJECT) {
            throw unexpected("The versions of subject '" + subject + "'", answer);
        }
        return versions;
    }

    /**
     * A version of a subject.
     *
     * @throws RegistryRefusal if it is not there, or is no Avro schema
     */
    public RegisteredSchema version(String subject, int version) {
        Answer answer = http.ask("GET", subject(subject) + "/versions/" + version, null);
        if (!answer.isGood()) {
            throw unexpected("Version " + version + " of subject '" + subject + "'", answer);
        }
        FoundSchema found = new RegisteredText(this).parse(http.schema(answer));
        if (found instanceof FoundSchema.Avro avro) {
            return registered(answer.body(), avro.schema());
        }
        throw new RegistryRefusal(
                "Version "
                        + version
                        + " of subject '"
                        + subject
                        + "' cannot be used: expected an Avro schema, found "
                        + (found instanceof FoundSchema.Unusable unusable
                                ? unusable.what()
                                : "nothing")
                        + ".");
    }

    /** Where the subject has this schema, if it does. */
    public Optional<RegisteredSchema> lookUp(String subject, Schema schema) {
        Answer answer = http.ask("POST", subject(subject), text(schema));
        if (answer.isGood()) {
            return Optional.of(registered(answer.body(), schema));
        }
        if (answer.errorCode() == NO_SUBJECT
                || answer.errorCode() == NO_SCHEMA
                || answer.errorCode() == NO_VERSION) {
            return Optional.empty();
        }
        throw unexpected("Looking for " + schema.getFullName() + " in '" + subject + "'", answer);
    }

    /**
     * Makes this schema the newest version of the subject, unless it has it already.
     *
     * @throws RegistryRefusal if it does not fit to those that are there
     */
    public RegisteredSchema register(String subject, Schema schema) {
        Answer answer = http.ask("POST", subject(subject) + "/versions", text(schema));
        if (!answer.isGood()) {
            String what = "Registering " + schema.getFullName() + " in '" + subject + "'";
            throw answer.status() == MISFIT
                    ? misfit(what, subject, answer)
                    : unexpected(what, answer);
        }
        return lookUp(subject, schema).orElseGet(() -> registered(answer.body(), schema));
    }

    /** Whether the registry would take this schema as the newest version of the subject. */
    public boolean takes(String subject, Schema schema) {
        Answer answer =
                http.ask("POST", "/compatibility" + subject(subject) + "/versions", text(schema));
        if (answer.isGood()) {
            return answer.body().path("is_compatible").asBoolean();
        }
        if (answer.errorCode() == NO_SUBJECT || answer.errorCode() == NO_VERSION) {
            return true;
        }
        throw unexpected("Comparing with subject '" + subject + "'", answer);
    }

    /** What the registry asks of new versions of the subject, by itself or as a general rule. */
    public Compatibility compatibility(String subject) {
        String path = "/config/" + encoded(subject) + "?defaultToGlobal=true";
        Answer answer = http.ask("GET", path, null);
        if (answer.errorCode() == NO_SUBJECT || answer.errorCode() == NO_LEVEL) {
            answer = http.ask("GET", "/config", null);
        }
        if (!answer.isGood()) {
            throw unexpected("The compatibility of subject '" + subject + "'", answer);
        }
        String level = answer.body().path("compatibilityLevel").asText("NONE");
        try {
            return Compatibility.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusal(
                    "The compatibility of subject '"
                            + subject
                            + "': expected one of "
                            + List.of(Compatibility.values())
                            + ", the schema registry says '"
                            + level
                            + "'.");
        }
    }

    /** Asks this of new versions of the subject from now on, whether there are any or not. */
    public void require(String subject, Compatibility compatibility) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("compatibility", compatibility.name());
        Answer answer = http.ask("PUT", "/config/" + encoded(subject), body);
        if (!answer.isGood()) {
            throw unexpected("Setting the compatibility of subject '" + subject + "'", answer);
        }
    }

    /** A schema that another one refers to, as the registry has it; empty where it has none. */
    Optional<JsonNode> reference(String subject, int version) {
        Answer answer = http.ask("GET", subject(subject) + "/versions/" + version, null);
        if (answer.isGood()) {
            return Optional.of(http.schema(answer));
        }
        if (answer.errorCode() == NO_SUBJECT || answer.errorCode() == NO_VERSION) {
            return Optional.empty();
        }
        throw unexpected("Version " + version + " of subject '" + subject + "'", answer);
    }

    private static RegisteredSchema registered(JsonNode body, Schema schema) {
        JsonNode guid = body.path("guid");
        return new RegisteredSchema(
                body.path("version").asInt(),
                body.path("id").asInt(),
                guid.isTextual() ? UUID.fromString(guid.textValue()) : null,
                schema);
    }

    private static ObjectNode text(Schema schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("schema", schema.toString());
        return body;
    }

    private static String subject(String subject) {
        return "/subjects/" + encoded(subject);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    private RegistryRefusal misfit(String what, String subject, Answer answer) {
        return new RegistryRefusal(
                unexpected(what, answer).getMessage()
                        + " Expected a schema that fits to the versions there as "
                        + compatibility(subject)
                        + " asks; './runnel schemas list' tells which of them it does not fit to.");
    }

    private static RegistryRefusal unexpected(String what, Answer answer) {
        return new RegistryRefusal(
                what
                        + ": the schema registry refuses with "
                        + answer.status()
                        + " / "
                        + answer.errorCode()
                        + ", "
                        + answer.message()
                        + ".");
    }
}
