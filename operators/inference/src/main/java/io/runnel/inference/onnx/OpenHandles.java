package io.runnel.inference.onnx;

import java.util.concurrent.atomic.AtomicLong;

/** Counts native handles that were opened and not closed yet, so that a test can tell a leak. */
final class OpenHandles {
    private final AtomicLong count = new AtomicLong();

    /** Counts this handle until {@link #closed()}. */
    <T> T opened(T handle) {
        count.incrementAndGet();
        return handle;
    }

    void closed() {
        count.decrementAndGet();
    }

    long count() {
        return count.get();
    }
}
