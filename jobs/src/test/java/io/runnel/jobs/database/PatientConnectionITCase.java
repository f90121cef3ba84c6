package io.runnel.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.options.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PatientConnectionITCase {
    @RegisterExtension static final TestPostgres postgres = TestPostgres.empty();

    @Test
    void waitsForADatabaseThatComesBack() throws Exception {
        try (PatientConnection connection = new PatientConnection(postgres.settings())) {
            assertThat(connection.getOrEstablishConnection()).isNotNull();
            assertThat(connection.isConnectionValid()).isTrue();
            postgres.stop();
            assertThat(connection.isConnectionValid()).isFalse();

            CompletableFuture<Void> back = CompletableFuture.runAsync(postgres::startAgain);
            assertThat(connection.reestablishConnection().isValid(5)).isTrue();
            back.get();
        }
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        try (PatientConnection connection =
                new PatientConnection(
                        new DatabaseSettings(
                                "jdbc:postgresql://localhost:1/none",
                                "me",
                                null,
                                1,
                                Duration.ofSeconds(2)))) {
            assertThatThrownBy(connection::getOrEstablishConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void doesNotWaitWhereWaitingMendsNothing() {
        try (PatientConnection connection =
                new PatientConnection(
                        new DatabaseSettings(
                                postgres.url(), "nobody-knows", null, 1, Duration.ofDays(1)))) {
            assertThatThrownBy(connection::getOrEstablishConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nobody-knows");
        }
    }

    @Test
    void endsItsWaitWhenTheTaskIsCancelled() {
        try (PatientConnection connection =
                new PatientConnection(
                        new DatabaseSettings(
                                "jdbc:postgresql://localhost:1/none",
                                "me",
                                null,
                                1,
                                Duration.ofDays(1)))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(connection::getOrEstablishConnection)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
