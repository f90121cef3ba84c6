package io.runnel.inference.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Values that are opened once per key, shared, and closed with their last user. Opening one key
 * never waits for another.
 *
 * @param <K> what tells values apart
 * @param <V> the values
 */
public final class SharedValues<K, V> {
    private final ConcurrentMap<K, Slot<V>> slots = new ConcurrentHashMap<>();
    private final Consumer<V> closer;

    /**
     * @param closer closes a value that nobody uses any more
     */
    public SharedValues(Consumer<V> closer) {
        this.closer = closer;
    }

    /**
     * A share of the key's value, opened if nobody has one; what the opener throws, this throws.
     */
    public Share<V> acquire(K key, Supplier<V> opener) {
        while (true) {
            Slot<V> slot = slots.computeIfAbsent(key, absent -> new Slot<>());
            synchronized (slot) {
                if (!slot.retired) {
                    return share(key, slot, opener);
                }
            }
        }
    }

    /** How many values are open. */
    public int open() {
        return slots.size();
    }

    private Share<V> share(K key, Slot<V> slot, Supplier<V> opener) {
        try {
            if (slot.users == 0) {
                slot.value = opener.get();
            }
            slot.users++;
        } finally {
            retireUnused(key, slot);
        }
        return new Share<>(slot.value, () -> release(key, slot));
    }

    private void release(K key, Slot<V> slot) {
        synchronized (slot) {
            slot.users--;
            if (slot.users == 0) {
                closer.accept(slot.value);
            }
            retireUnused(key, slot);
        }
    }

    private void retireUnused(K key, Slot<V> slot) {
        if (slot.users == 0) {
            slot.retired = true;
            slots.remove(key, slot);
        }
    }

    private static final class Slot<V> {
        private V value;
        private int users;
        private boolean retired;
    }

    /** One user's share; closing it twice does nothing. */
    public static final class Share<V> implements AutoCloseable {
        private final V value;
        private final Runnable release;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Share(V value, Runnable release) {
            this.value = value;
            this.release = release;
        }

        /** The value; it stays open as long as this share. */
        public V value() {
            return value;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        }
    }
}
