package io.runnel.inference;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the engine's threads: daemons, named {@code runnel-<what>-<number>}, with the engine's own
 * class loader, so that no job's class loader is kept alive by them.
 */
record EngineThreads(String what, AtomicInteger made) implements ThreadFactory {
    EngineThreads(String what) {
        this(what, new AtomicInteger());
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread =
                new Thread(null, body, "runnel-" + what + "-" + made.incrementAndGet(), 0, false);
        thread.setContextClassLoader(EngineThreads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
