package io.runnel.micro;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;

/** A registry that has one schema and answers every question with it. */
final class OneSchemaRegistry implements AutoCloseable {
    static final SchemaId ID = new SchemaId.Numbered(1);

    private final HttpServer server;

    private OneSchemaRegistry(HttpServer server) {
        this.server = server;
    }

    static OneSchemaRegistry of(DocumentType type) throws IOException {
        byte[] answer =
                ("{\"schema\": " + quoted(AvroSchemas.of(type)) + "}")
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, answer));
        server.start();
        return new OneSchemaRegistry(server);
    }

    RegistrySettings settings() {
        InetSocketAddress address = server.getAddress();
        URI url = URI.create("http://" + address.getHostString() + ":" + address.getPort());
        return new RegistrySettings(List.of(url), null, Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String quoted(Schema schema) {
        return "\"" + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void send(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
