package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.Terminal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The companions of one demo; one that cannot start is named, and the demo goes on. */
final class DemoCompanions implements AutoCloseable {
    private final Terminal terminal;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    DemoCompanions(Terminal terminal) {
        this.terminal = terminal;
    }

    void start(DemoCompanion.Place place) {
        try {
            for (DemoCompanion companion : ServiceLoader.load(DemoCompanion.class)) {
                started.push(companion.start(place, terminal));
            }
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            terminal.say("The demo goes on without a part of another module: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                terminal.say("A part of another module did not stop: " + e.getMessage());
            }
        }
    }
}
