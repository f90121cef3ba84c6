package io.runnel.jobs.kafka;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged from INFO on, by whomever, for a test to look for what must not be. */
final class LogCapture extends AbstractAppender {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private Level before = Level.WARN;

    LogCapture() {
        super("test-capture", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(
                event.getMessage().getFormattedMessage()
                        + (event.getThrown() == null ? "" : " " + trace(event.getThrown())));
    }

    /** With every cause: Kafka hides what it says of logins in the innermost. */
    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Listens to the root logger, and lowers it to INFO. */
    @Override
    public void start() {
        super.start();
        Configuration configuration = context().getConfiguration();
        before = configuration.getRootLogger().getLevel();
        configuration.getRootLogger().addAppender(this, Level.INFO, null);
        configuration.getRootLogger().setLevel(Level.INFO);
        context().updateLoggers();
    }

    @Override
    public void stop() {
        Configuration configuration = context().getConfiguration();
        configuration.getRootLogger().removeAppender(getName());
        configuration.getRootLogger().setLevel(before);
        context().updateLoggers();
        super.stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }
}
