package io.runnel.dashboard;

import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.http.Token;
import io.runnel.dashboard.store.Retention;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A dashboard for tests over a store in a folder: at a free port of the loopback address, with a
 * new token, the usual topics, and everything kept, unless the test says otherwise.
 */
public record TestDashboard(Dashboard.Settings settings) {
    public static TestDashboard over(Path store) {
        return new TestDashboard(
                new Dashboard.Settings(
                        store,
                        Bind.loopback(0),
                        Token.generate(),
                        FollowedTopics.defaults(),
                        Retention.EVERYTHING));
    }

    public TestDashboard token(Token other) {
        return new TestDashboard(
                new Dashboard.Settings(
                        settings.folder(),
                        settings.bind(),
                        other,
                        settings.topics(),
                        settings.retention()));
    }

    public TestDashboard following(FollowedTopics other) {
        return new TestDashboard(
                new Dashboard.Settings(
                        settings.folder(),
                        settings.bind(),
                        settings.token(),
                        other,
                        settings.retention()));
    }

    /** The usual topics, some of which need this schema registry. */
    public TestDashboard asking(RegistrySettings registry) {
        return following(
                new FollowedTopics(
                        FollowedTopics.defaultEnriched(),
                        FollowedTopics.defaultDeadLetters(),
                        FollowedTopics.CORRECTIONS,
                        registry));
    }

    public TestDashboard keeping(Retention other) {
        return new TestDashboard(
                new Dashboard.Settings(
                        settings.folder(),
                        settings.bind(),
                        settings.token(),
                        settings.topics(),
                        other));
    }

    /** Starts it, without models. */
    public Dashboard start(KafkaConnection kafka) {
        return Dashboard.start(settings, kafka, Optional.empty());
    }

    /** Starts it with these, so that it can tell why. */
    public Dashboard start(KafkaConnection kafka, Path models) {
        return Dashboard.start(settings, kafka, Optional.of(models));
    }
}
