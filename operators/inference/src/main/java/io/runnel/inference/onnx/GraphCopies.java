package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Equal copies of a graph, or of a part of one, and who is running them: closing waits until all
 * have left, and nobody enters afterwards.
 */
final class GraphCopies {
    private final RunPlaces places;
    private final Set<String> outputs;
    private final ReentrantReadWriteLock users = new ReentrantReadWriteLock();
    private volatile boolean retired;

    /**
     * @param places closed with this
     */
    GraphCopies(RunPlaces places) {
        this.places = places;
        this.outputs = Set.copyOf(places.first().outputs());
    }

    /** The names of what each copy gives. */
    Set<String> outputs() {
        return outputs;
    }

    RunPlaces places() {
        return places;
    }

    /**
     * Keeps the copies open until this thread leaves; false if they are closed, or are about to be.
     */
    boolean enter() {
        if (retired || !users.readLock().tryLock()) {
            return false;
        }
        if (retired) {
            users.readLock().unlock();
            return false;
        }
        return true;
    }

    void leave() {
        users.readLock().unlock();
    }

    /** Frees native memory once no run is under way. */
    void close() {
        retired = true;
        users.writeLock().lock();
        try {
            places.close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not close a session: " + e.getMessage(), e);
        } finally {
            users.writeLock().unlock();
        }
    }
}
