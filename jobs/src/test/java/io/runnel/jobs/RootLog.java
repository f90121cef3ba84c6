package io.runnel.jobs;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;

/** What this process logs, for tests that listen. */
public final class RootLog {
    private RootLog() {}

    /** Everything from INFO on goes to this appender, too; gives the level that was before. */
    public static Level lowerTo(Appender appender) {
        Configuration configuration = context().getConfiguration();
        Level before = configuration.getRootLogger().getLevel();
        configuration.getRootLogger().addAppender(appender, Level.INFO, null);
        configuration.getRootLogger().setLevel(Level.INFO);
        context().updateLoggers();
        return before;
    }

    /** Nothing goes there any more, and the level is what it was. */
    public static void restore(Appender appender, Level before) {
        Configuration configuration = context().getConfiguration();
        configuration.getRootLogger().removeAppender(appender.getName());
        configuration.getRootLogger().setLevel(before);
        context().updateLoggers();
    }

    public static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }
}
