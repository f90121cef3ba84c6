package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.function.Consumer;

/**
 * The options of one run, through which it can be stopped from another thread; owns them until it
 * is closed.
 */
final class TimedRun implements AutoCloseable {
    private final RunOptions options;
    private final OpenHandles handles;
    private final Runnable whenClosed;
    private boolean closed;
    private boolean stopped;

    /**
     * @param whenClosed forgets this run
     */
    TimedRun(OpenHandles handles, Consumer<TimedRun> whenClosed) throws OrtException {
        this.options = handles.opened(new RunOptions());
        this.handles = handles;
        this.whenClosed = () -> whenClosed.accept(this);
    }

    RunOptions options() {
        return options;
    }

    /** Asks the run to stop at its next node, unless it is over. */
    synchronized void stop() {
        if (closed || stopped) {
            return;
        }
        stopped = true;
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not stop a run: " + e.getMessage(), e);
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        whenClosed.run();
        synchronized (this) {
            closed = true;
            options.close();
            handles.closed();
        }
    }
}
