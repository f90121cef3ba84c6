package io.runnel.dashboard.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one demo, with its documents, and one browser, for all tests of a run. */
final class DemoExtension implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(DemoExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Stage.class, key -> Stage.set(), Stage.class);
    }

    /** The demo, and a browser before it. */
    record Stage(Path folder, RunningDemo demo, Browser browser) implements AutoCloseable {
        private static Stage set() {
            try {
                Path folder = Files.createTempDirectory("runnel-browser-");
                RunningDemo demo = RunningDemo.start(folder);
                List<ProducerRecord<byte[], byte[]>> records = DemoRecords.until(Instant.now());
                demo.send(records);
                long rejects = records.stream().filter(DemoRecords::isMalformed).count();
                demo.await(records.size() - (int) rejects, (int) rejects);
                return new Stage(folder, demo, Browser.start(folder));
            } catch (Exception e) {
                throw new IllegalStateException("The demo does not start.", e);
            }
        }

        /** Somebody who opened the printed address. */
        Person person(Look look) {
            return new Person(browser.look(look), demo.address());
        }

        @Override
        public void close() throws IOException {
            browser.close();
            demo.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
