package io.runnel.jobs.database;

import io.runnel.jobs.TestCertificate;
import io.runnel.jobs.options.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL that lets nobody in without TLS and a password; only the test itself has a door
 * without.
 */
final class SecurePostgres implements AutoCloseable {
    static final String OWNER = "owner";
    static final String PASSWORD = "correct-horse-battery-staple";

    private final Path folder;
    private final TestPostgres server;
    private final Path rootCertificate;

    private SecurePostgres(Path folder, TestPostgres server, Path rootCertificate) {
        this.folder = folder;
        this.server = server;
        this.rootCertificate = rootCertificate;
    }

    /** Starts it with a certificate for {@code localhost} and for no other name. */
    static SecurePostgres start(Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "server", "dns:localhost");
        Path doors = folder.resolve("pg_hba.conf");
        Files.writeString(
                doors,
                """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128 trust
                hostssl all all 127.0.0.1/32 scram-sha-256
                hostssl all all ::1/128 scram-sha-256
                """);
        TestPostgres server =
                TestPostgres.start(
                        folder,
                        Map.of(
                                "ssl",
                                "on",
                                "ssl_cert_file",
                                certificate.certificateFile().toString(),
                                "ssl_key_file",
                                certificate.keyFile().toString(),
                                "hba_file",
                                doors.toString()));
        server.execute(
                "CREATE ROLE %s LOGIN PASSWORD '%s'; GRANT CREATE ON DATABASE postgres TO %1$s"
                        .formatted(OWNER, PASSWORD));
        return new SecurePostgres(folder, server, certificate.certificateFile());
    }

    /** The address with which a client verifies who answers. */
    String verifiedUrl() {
        return verifiedUrl(rootCertificate);
    }

    /** The same by a certificate that the client trusts instead. */
    String verifiedUrl(Path trusted) {
        return openUrl() + "?sslmode=verify-full&sslrootcert=" + trusted;
    }

    /** The address alone, which clients take for one without TLS if they must. */
    String openUrl() {
        return server.url();
    }

    /** A secret as the pods of Kubernetes have it: a password, and the certificate to trust. */
    Path secret(String password) throws IOException {
        Path secret = Files.createTempDirectory(folder, "secret");
        Files.writeString(secret.resolve("password"), password);
        Files.copy(rootCertificate, secret.resolve("ca.crt"));
        return secret;
    }

    /** A file with this password. */
    Path passwordFile(String password) throws IOException {
        Path file = Files.createTempFile(folder, "password", "");
        return Files.writeString(file, password + "\n");
    }

    /** The owner of the tables, who waits an hour for a database that is away. */
    DatabaseSettings owner(String url, String password) throws IOException {
        return new DatabaseSettings(
                url, OWNER, passwordFile(password).toString(), 1, Duration.ofHours(1));
    }

    void execute(String sql) throws SQLException {
        server.execute(sql);
    }

    String value(String sql) throws SQLException {
        return server.value(sql);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
