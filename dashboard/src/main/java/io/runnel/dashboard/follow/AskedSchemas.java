package io.runnel.dashboard.follow;

import io.runnel.schemas.registry.FoundSchema;
import io.runnel.schemas.registry.SchemaId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Whoever needs a schema waits for it a moment and no longer, however long the registry is silent:
 * it is asked by a thread of its own, which ends when there is nothing to ask.
 *
 * <p>Not safe for use by several threads.
 */
final class AskedSchemas implements Function<SchemaId, FoundSchema> {
    /** Questions that are open, or whose answers nobody has fetched. */
    static final int MOST = 100;

    /** No longer than a poll that brings nothing. */
    static final Duration MOMENT = Duration.ofMillis(200);

    private static final long IDLE_SECONDS = 10;

    private final Function<SchemaId, FoundSchema> registry;
    private final Duration moment;
    private final Map<SchemaId, Future<FoundSchema>> asked = new HashMap<>();
    private final ThreadPoolExecutor thread;

    /**
     * @param registry answers, or throws an {@link IllegalStateException}; may take its time
     * @param moment how long an answer to a new question is waited for
     */
    AskedSchemas(Function<SchemaId, FoundSchema> registry, Duration moment) {
        this.registry = registry;
        this.moment = moment;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread asking = new Thread(task, "runnel-dashboard-schemas");
                            asking.setDaemon(true);
                            return asking;
                        });
        this.thread.allowCoreThreadTimeOut(true);
    }

    /**
     * What the registry says, if it says so within a moment of the first time that it is asked, or
     * has said so since.
     *
     * @throws IllegalStateException if it did not answer yet, or could not
     */
    @Override
    public FoundSchema apply(SchemaId id) {
        Future<FoundSchema> answer = asked.get(id);
        if (answer == null) {
            answer = ask(id);
            awaitForAMoment(answer);
        }
        if (!answer.isDone()) {
            throw notYet(id);
        }
        asked.remove(id);
        return said(id, answer);
    }

    private Future<FoundSchema> ask(SchemaId id) {
        if (asked.size() == MOST) {
            asked.values().removeIf(Future::isDone);
        }
        if (asked.size() == MOST) {
            throw notYet(id);
        }
        Future<FoundSchema> answer = thread.submit(() -> registry.apply(id));
        asked.put(id, answer);
        return answer;
    }

    private void awaitForAMoment(Future<FoundSchema> answer) {
        try {
            answer.get(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // Whether there is an answer, and which, is looked at afterwards.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FoundSchema said(SchemaId id, Future<FoundSchema> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(
                    "Asking for " + id + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notYet(id);
        }
    }

    private static IllegalStateException notYet(SchemaId id) {
        return new IllegalStateException(
                "The schema registry did not answer yet for "
                        + id
                        + ", and is being asked. If this stays, check that it runs and can be"
                        + " reached from here, and schemas.registry.url.");
    }
}
