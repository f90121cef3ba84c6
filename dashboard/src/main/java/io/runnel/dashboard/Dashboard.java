package io.runnel.dashboard;

import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.dashboard.follow.Follower;
import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.http.Followed;
import io.runnel.dashboard.http.HttpServer;
import io.runnel.dashboard.http.KafkaServices;
import io.runnel.dashboard.http.Services;
import io.runnel.dashboard.http.Token;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.Retention;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreFacts;
import io.runnel.dashboard.store.StoreSettings;
import io.runnel.dashboard.store.TopicIds;
import io.runnel.dashboard.why.Explainer;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** A running dashboard: store, index, follower and server; closing it closes all, in that order. */
public final class Dashboard implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Token token;
    private HttpServer server;

    private Dashboard(Token token) {
        this.token = token;
    }

    /**
     * How a dashboard runs.
     *
     * @param folder of the store
     */
    public record Settings(
            Path folder, Bind bind, Token token, FollowedTopics topics, Retention retention) {}

    /** Starts one; it follows the topics from where its store ends. */
    public static Dashboard start(Settings settings, KafkaConnection kafka, Optional<Path> models) {
        Dashboard dashboard = new Dashboard(settings.token());
        boolean started = false;
        try {
            dashboard.open(settings, kafka, models);
            started = true;
            return dashboard;
        } finally {
            if (!started) {
                dashboard.close();
            }
        }
    }

    private void open(Settings settings, KafkaConnection kafka, Optional<Path> models) {
        Clock clock = Clock.systemUTC();
        StoreSettings place = StoreSettings.in(settings.folder());
        Store store = Store.open(place);
        opened.push(store);
        TextIndex index = TextIndex.open(place.index());
        opened.push(index);
        Pulse pulse = new Pulse(clock);
        Follower follower =
                new Follower(
                        kafka,
                        settings.topics(),
                        new Follower.Sinks(
                                new StoreFacts(store),
                                new TopicIds(store),
                                new BatchWriter(store),
                                new IndexKeeper(store, index),
                                pulse));
        KafkaServices writing =
                new KafkaServices(
                        kafka,
                        new CorrectionSender(kafka, settings.topics().corrections()),
                        models.map(Explainer::new));
        opened.push(writing.corrections());
        writing.explainer().ifPresent(opened::push);
        Audit audit = new Audit(store, clock);
        audit.catchUp();
        Services services =
                new Services(store, index, pulse, audit, followed(settings, follower), writing);
        server = HttpServer.start(settings.bind(), settings.token(), services);
        opened.push(new Keeping(settings.retention(), store, index, clock));
        follower.start();
        opened.push(follower);
        opened.push(server);
    }

    private static Followed followed(Settings settings, Follower follower) {
        return new Followed() {
            @Override
            public Set<String> topics() {
                return settings.topics().all();
            }

            @Override
            public Set<String> deadLetters() {
                return settings.topics().deadLetters();
            }

            @Override
            public Set<String> missing() {
                return follower.missing();
            }

            @Override
            public Set<String> deleted() {
                return follower.deleted();
            }

            @Override
            public Optional<String> problem() {
                return follower.problem();
            }
        };
    }

    /** The address without the token. */
    public String address() {
        return server.address();
    }

    /** The address that lets a page write; for the one who started this. */
    public String addressWithToken() {
        return server.address() + "#token=" + token.text();
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                first = first == null ? new IllegalStateException("Closing failed.", e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
