package io.runnel.jobs.kafka;

import io.runnel.jobs.local.TemporaryFolder;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker for all tests of a class, in a folder that goes with it. */
final class BrokerExtension implements BeforeAllCallback, AfterAllCallback {
    private TemporaryFolder folder;
    private TestKafka kafka;

    @Override
    public void beforeAll(ExtensionContext context) {
        folder = TemporaryFolder.create("runnel-test-kafka-");
        kafka = TestKafka.start(folder.path().resolve("kafka"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (kafka != null) {
            kafka.close();
        }
        folder.close();
    }

    TestKafka kafka() {
        return kafka;
    }
}
