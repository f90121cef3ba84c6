package io.runnel.jobs.observe;

import io.runnel.jobs.RootLog;
import io.runnel.jobs.options.RepositoryRoot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.Property;

/**
 * Every line from INFO on that this process would log with {@code
 * deploy/conf/log4j-json.properties}.
 */
public final class JsonLog extends AbstractAppender {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private Level before = Level.WARN;

    private JsonLog(Configuration deployed) {
        super(
                "json-lines",
                null,
                deployed.getAppender("stderr").getLayout(),
                false,
                Property.EMPTY_ARRAY);
    }

    /** The log from now on. */
    public static JsonLog open() {
        Configuration deployed =
                ConfigurationFactory.getInstance()
                        .getConfiguration(
                                RootLog.context(),
                                "deployed",
                                RepositoryRoot.resolve("deploy/conf/log4j-json.properties")
                                        .toUri());
        deployed.initialize();
        JsonLog log = new JsonLog(deployed);
        log.start();
        return log;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
    }

    @Override
    public void start() {
        super.start();
        before = RootLog.lowerTo(this);
    }

    @Override
    public void stop() {
        RootLog.restore(this, before);
        super.stop();
    }
}
