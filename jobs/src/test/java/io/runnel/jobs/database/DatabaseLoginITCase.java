package io.runnel.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.TestCertificate;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.deploy.KubernetesDatabase;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and jobs get through TLS and a password, and tell nobody the password. */
class DatabaseLoginITCase {
    private static final String WRONG = "not-the-password";

    @TempDir private static Path folder;
    private static SecurePostgres postgres;

    /** What a command said, and how it ended. */
    private record Ended(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = SecurePostgres.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void migratesChecksAndWritesThroughAVerifiedConnection() throws Exception {
        String url = postgres.verifiedUrl();
        Ended migrate = run("migrate", url, SecurePostgres.PASSWORD);
        assertThat(migrate.exitCode()).as(migrate.err()).isZero();
        Ended check = run("check", url, SecurePostgres.PASSWORD);
        assertThat(check.exitCode()).as(check.err()).isZero();

        try (PatientConnection patient =
                new PatientConnection(postgres.owner(url, SecurePostgres.PASSWORD))) {
            Connection connection = patient.getOrEstablishConnection();
            assertThat(isEncrypted(connection)).isTrue();
            Documents.put(connection, Documents.ticket("t-1", Documents.NOON, 0, "billing"));
        }

        assertThat(postgres.value("SELECT document_id FROM runnel.documents")).isEqualTo("t-1");
        assertThat(migrate.all() + check.all()).doesNotContain(SecurePostgres.PASSWORD);
    }

    @Test
    void letsAJobInThatIsToldAsOnKubernetes() throws Exception {
        postgres.execute("CREATE ROLE runnel_writer LOGIN PASSWORD 'a-secret-of-the-cluster'");
        List<String> arguments =
                KubernetesDatabase.arguments(
                        postgres.secret("a-secret-of-the-cluster"),
                        postgres.openUrl().substring("jdbc:postgresql:".length()) + "?");
        arguments.add("--type=ticket");
        arguments.add("--kafka.bootstrap-servers=nowhere:1");
        arguments.add("--delivery.transactional-id-prefix=any");
        JobSettings settings =
                JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));

        try (Connection connection = DatabaseLogin.connect(settings.database())) {
            assertThat(isEncrypted(connection)).isTrue();
            assertThat(connection.getMetaData().getUserName()).isEqualTo("runnel_writer");
        }
    }

    @Test
    void saysThatThePasswordIsWrongWithoutTellingIt() throws Exception {
        String url = postgres.verifiedUrl();
        for (String command : new String[] {"migrate", "check"}) {
            Ended refused = run(command, url, WRONG);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("password authentication failed for user \"owner\"")
                    .contains("database.password-file");
            assertThat(refused.all()).doesNotContain(WRONG);
        }
        refusesAtOnce(postgres.owner(url, WRONG), "password authentication failed");
    }

    @Test
    void saysThatNobodyTrustsTheServer() throws Exception {
        Path stranger = TestCertificate.in(folder, "stranger").certificateFile();
        String url = postgres.verifiedUrl(stranger);
        for (String command : new String[] {"migrate", "check"}) {
            Ended refused = run(command, url, SecurePostgres.PASSWORD);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("SSL error: PKIX path")
                    .contains("sslrootcert")
                    .doesNotContain("\tat ");
            assertThat(refused.all()).doesNotContain(SecurePostgres.PASSWORD);
        }
        refusesAtOnce(postgres.owner(url, SecurePostgres.PASSWORD), "PKIX path");
    }

    @Test
    void refusesAServerWhoseCertificateIsForAnotherName() throws Exception {
        String url = postgres.verifiedUrl().replace("//localhost:", "//127.0.0.1:");
        Ended refused = run("check", url, SecurePostgres.PASSWORD);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("127.0.0.1 could not be verified");
    }

    @Test
    void isNotLetInWithoutTls() throws Exception {
        Ended refused =
                run("check", postgres.openUrl() + "?sslmode=disable", SecurePostgres.PASSWORD);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("no encryption");
        assertThat(refused.all()).doesNotContain(SecurePostgres.PASSWORD);
    }

    /** Instead of asking again for the hour that these settings allow. */
    private static void refusesAtOnce(DatabaseSettings settings, String why) {
        try (PatientConnection patient = new PatientConnection(settings)) {
            assertThatThrownBy(patient::getOrEstablishConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(why);
        }
    }

    private static boolean isEncrypted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet ssl =
                        statement.executeQuery(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            ssl.next();
            return ssl.getBoolean(1);
        }
    }

    private static Ended run(String command, String url, String password) throws IOException {
        TestTerminal terminal = new TestTerminal();
        int exitCode =
                terminal.run(
                        "database",
                        command,
                        "--url",
                        url,
                        "--user",
                        SecurePostgres.OWNER,
                        "--password-file",
                        postgres.passwordFile(password).toString());
        return new Ended(exitCode, terminal.out(), terminal.err());
    }
}
