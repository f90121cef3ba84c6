package io.runnel.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What openapi.json promises of an answer. */
public final class ApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Pattern SEGMENT = Pattern.compile("\\{[a-z]+}");
    private static final JsonNode DESCRIBED = described();

    private ApiContract() {}

    /** Fails where a JSON answer of the API has another shape than openapi.json says. */
    public static void holdsFor(HttpResponse<String> answer) {
        String path = answer.uri().getRawPath();
        boolean isJson =
                answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent();
        if (!path.startsWith("/api/") || !isJson) {
            return;
        }
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        JsonNode responses =
                operation(method, path)
                        .map(operation -> operation.get("responses"))
                        .orElse(JSON.missingNode());
        String status = Integer.toString(answer.statusCode());
        JsonNode promised = responses.path(responses.has(status) ? status : "default");
        assertThat(SCHEMAS.getSchema(schema(promised)).validate(answer.body(), InputFormat.JSON))
                .as("%s %s answered %s: %s", method, path, status, answer.body())
                .isEmpty();
    }

    /** The schema of the answer with everything that it refers to; that of errors by default. */
    private static String schema(JsonNode promised) {
        JsonNode schema = promised.at("/content/application~1json/schema");
        ObjectNode whole =
                schema.isMissingNode()
                        ? JSON.createObjectNode().put("$ref", "#/components/schemas/Error")
                        : schema.deepCopy();
        whole.set("components", DESCRIBED.get("components"));
        return whole.toString();
    }

    private static Optional<JsonNode> operation(String method, String path) {
        return DESCRIBED.get("paths").properties().stream()
                .filter(described -> path.matches(pattern(described.getKey())))
                .map(Map.Entry::getValue)
                .filter(operations -> operations.has(method))
                .map(operations -> operations.get(method))
                .findFirst();
    }

    private static String pattern(String path) {
        return SEGMENT.matcher(path.replace(".", "\\.")).replaceAll("[^/]+");
    }

    private static JsonNode described() {
        try (InputStream in =
                ApiContract.class.getResourceAsStream("/io/runnel/dashboard/openapi.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
