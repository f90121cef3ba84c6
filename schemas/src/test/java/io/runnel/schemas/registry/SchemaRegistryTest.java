package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest extends SchemaRegistryContract {
    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final Schema NOTE =
            SchemaBuilder.record("Note").fields().requiredString("id").endRecord();

    private final FakeRegistry server = FakeRegistry.start();
    private final List<HttpServer> others = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
        others.forEach(other -> other.stop(0));
    }

    @Override
    protected RegistrySettings settings() {
        return server.settings();
    }

    @Test
    void asksAgainWhereTheRegistryCannotAnswerNow() {
        server.refuseNext(2);

        assertThat(new SchemaRegistry(server.settings()).versions("a-value")).isEmpty();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void asksTheNextAddressWhereTheFirstIsSilent() {
        RegistrySettings two =
                new RegistrySettings(
                        List.of(URI.create("http://localhost:1"), URI.create(server.url())),
                        null,
                        Duration.ofSeconds(30));

        assertThat(new SchemaRegistry(two).versions("a-value")).isEmpty();
    }

    @Test
    void saysWhereNobodyAnsweredAndForHowLong() {
        server.close();

        assertThatThrownBy(() -> new SchemaRegistry(server.settings(SHORT)).versions("a-value"))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining(server.url())
                .hasMessageContaining("1500 ms")
                .hasMessageContaining("schemas.registry.url");
    }

    @Test
    void saysWhichRuleOfTheRegistryItDoesNotKnow() throws Exception {
        SchemaRegistry newer =
                new SchemaRegistry(answering(200, "{\"compatibilityLevel\":\"SIDEWAYS\"}"));

        assertThatThrownBy(() -> newer.compatibility("a-value"))
                .isInstanceOf(RegistryRefusal.class)
                .hasMessageContaining("expected one of [NONE, BACKWARD,")
                .hasMessageEndingWith("says 'SIDEWAYS'.");
    }

    @Test
    void takesNoOtherServerForARegistry() throws Exception {
        SchemaRegistry page = new SchemaRegistry(answering(404, "<html"));

        assertThatThrownBy(() -> page.versions("a-value"))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("is no schema registry")
                .hasMessageContaining("/apis/ccompat/v7");
        assertThatThrownBy(() -> page.find(new SchemaId.Numbered(1)))
                .isInstanceOf(RegistryUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please log in", "{\"status\": \"up\"}", "null"})
    void judgesNoSchemaByThePageOfAnotherServer(String page) throws Exception {
        SchemaRegistry gateway = new SchemaRegistry(answering(200, page));

        for (SchemaId id : List.of(new SchemaId.Numbered(1), new SchemaId.Global(new UUID(1, 2)))) {
            assertThatThrownBy(() -> gateway.find(id))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("is no schema registry");
        }
    }

    /** A server that says this to everybody. */
    private RegistrySettings answering(int status, String page) throws IOException {
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, page.length());
                    exchange.getResponseBody().write(page.getBytes(UTF_8));
                    exchange.close();
                });
        other.start();
        others.add(other);
        String url = "http://localhost:" + other.getAddress().getPort();
        return new RegistrySettings(List.of(URI.create(url)), null, SHORT);
    }

    @Test
    void showsTheCredentialsOfTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), "runnel:s3cret\n");
        String basic = Base64.getEncoder().encodeToString("runnel:s3cret".getBytes(UTF_8));
        server.admitOnly("Basic " + basic);
        RegistrySettings known =
                new RegistrySettings(
                        List.of(URI.create(server.url())), file.toString(), Duration.ofSeconds(30));

        assertThat(new SchemaRegistry(known).versions("a-value")).isEmpty();
        assertThatThrownBy(() -> new SchemaRegistry(server.settings(SHORT)).versions("a-value"))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("refuses who asks")
                .hasMessageContaining("schemas.registry.credentials-file");
    }

    @Test
    void readsASchemaWithThoseThatItRefersTo() {
        new SchemaRegistry(server.settings()).register("note-value", NOTE);
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        outer.put(
                "schema",
                "{\"type\":\"record\",\"name\":\"Box\",\"fields\":[{\"name\":\"note\",\"type\":\"Note\"}]}");
        outer.putArray("references")
                .addObject()
                .put("name", "Note")
                .put("subject", "note-value")
                .put("version", 1);
        int id = server.putRaw("box-value", outer);

        FoundSchema found = new SchemaRegistry(server.settings()).find(new SchemaId.Numbered(id));

        assertThat(((FoundSchema.Avro) found).schema().getField("note").schema()).isEqualTo(NOTE);
    }

    @Test
    void saysWhichReferenceTheRegistryDoesNotHave() {
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        outer.put("schema", "{\"type\":\"array\",\"items\":\"Note\"}");
        outer.putArray("references")
                .addObject()
                .put("name", "Note")
                .put("subject", "note-value")
                .put("version", 3);
        int id = server.putRaw("notes-value", outer);

        assertThat(new SchemaRegistry(server.settings()).find(new SchemaId.Numbered(id)))
                .isEqualTo(
                        new FoundSchema.Unusable(
                                "a schema that refers to version 3 of subject 'note-value', which"
                                        + " the registry does not have"));
    }

    @Test
    void saysWhatASchemaIsThatIsNoAvro() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        int id = server.putRaw("json-value", json.put("schemaType", "JSON").put("schema", "{}"));

        assertThat(new SchemaRegistry(server.settings()).find(new SchemaId.Numbered(id)))
                .isEqualTo(new FoundSchema.Unusable("a schema of type JSON"));
        assertThatThrownBy(() -> new SchemaRegistry(server.settings()).version("json-value", 1))
                .isInstanceOf(RegistryRefusal.class)
                .hasMessageContaining("type JSON");
    }
}
