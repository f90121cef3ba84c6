package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryTest extends SchemaRegistryContract {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Schema NOTE =
            SchemaBuilder.record("Note").fields().requiredString("id").endRecord();

    private final FakeRegistry server = FakeRegistry.start();

    @AfterEach
    void stop() {
        server.close();
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
                .hasMessageContaining("300 ms")
                .hasMessageContaining("schemas.registry.url");
    }

    @Test
    void takesNoOtherServerForARegistry() throws Exception {
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(404, 5);
                    exchange.getResponseBody().write("<html".getBytes(UTF_8));
                    exchange.close();
                });
        other.start();
        try {
            String url = "http://localhost:" + other.getAddress().getPort();
            RegistrySettings settings = new RegistrySettings(List.of(URI.create(url)), null, SHORT);

            assertThatThrownBy(() -> new SchemaRegistry(settings).versions("a-value"))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("is no schema registry")
                    .hasMessageContaining("/apis/ccompat/v7");
            assertThatThrownBy(() -> new SchemaRegistry(settings).find(new SchemaId.Numbered(1)))
                    .isInstanceOf(RegistryUnavailable.class);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void showsTheCredentialsOfTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), "runnel:s3cret\n");
        String basic = Base64.getEncoder().encodeToString("runnel:s3cret".getBytes(UTF_8));
        server.admitOnly("Basic " + basic);
        RegistrySettings known =
                new RegistrySettings(List.of(URI.create(server.url())), file.toString(), SHORT);

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
