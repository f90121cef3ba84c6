package io.runnel.jobs.kafka;

import io.runnel.jobs.RootLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Everything that is logged from INFO on, or printed, by whomever, for a test to look for what must
 * not be.
 */
final class LogCapture extends AbstractAppender {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
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

    /** What was logged, and in the end what was printed. */
    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        all.add(printed.toString(StandardCharsets.UTF_8));
        return all;
    }

    /** Goes where it went before, and is kept. */
    private PrintStream copying(PrintStream to) {
        OutputStream copy =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        to.write(b);
                        printed.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        to.write(bytes, from, length);
                        printed.write(bytes, from, length);
                    }
                };
        return new PrintStream(copy, true, StandardCharsets.UTF_8);
    }

    /** Listens to the root logger, which it lowers to INFO, and to what is printed. */
    @Override
    public void start() {
        super.start();
        System.setOut(copying(out));
        System.setErr(copying(err));
        before = RootLog.lowerTo(this);
    }

    @Override
    public void stop() {
        System.setOut(out);
        System.setErr(err);
        RootLog.restore(this, before);
        super.stop();
    }
}
