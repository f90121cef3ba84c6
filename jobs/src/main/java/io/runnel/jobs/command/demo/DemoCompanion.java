package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.Terminal;
import java.nio.file.Path;

/**
 * What another module adds to a demo that keeps running: named in {@code META-INF/services}, it is
 * there as soon as that module is in the class path.
 */
public interface DemoCompanion {
    /**
     * Where it may work, and with what.
     *
     * @param folder its own, removed with the demo's
     * @param models the model store that the jobs use
     */
    record Place(String bootstrapServers, Path folder, Path models) {}

    /** Starts it; it says where it is to be found, and is closed before the demo ends. */
    AutoCloseable start(Place place, Terminal terminal);
}
