package io.runnel.dashboard;

import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.http.Token;
import io.runnel.dashboard.store.Retention;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.demo.DemoCompanion;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.util.Optional;

/** The dashboard of a demo: at its usual port, or at a free one where that is taken. */
public final class DemoDashboard implements DemoCompanion {
    @Override
    public AutoCloseable start(Place place, Terminal terminal) {
        KafkaConnection kafka = KafkaConnection.open(KafkaAddress.of(place.bootstrapServers()));
        try {
            Dashboard dashboard = start(place, kafka, terminal);
            terminal.say("The dashboard is at %s".formatted(dashboard.addressWithToken()));
            return () -> {
                dashboard.close();
                kafka.close();
            };
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static Dashboard start(Place place, KafkaConnection kafka, Terminal terminal) {
        try {
            return at(ServerOptions.DEFAULT_PORT, place, kafka);
        } catch (CommandFailure taken) {
            terminal.say(
                    "Port %d is not free, so the dashboard takes another one."
                            .formatted(ServerOptions.DEFAULT_PORT));
            return at(0, place, kafka);
        }
    }

    private static Dashboard at(int port, Place place, KafkaConnection kafka) {
        return Dashboard.start(
                new Dashboard.Settings(
                        place.folder().resolve("dashboard"),
                        Bind.loopback(port),
                        Token.generate(),
                        FollowedTopics.defaults(),
                        Retention.EVERYTHING),
                kafka,
                Optional.of(place.models()));
    }
}
