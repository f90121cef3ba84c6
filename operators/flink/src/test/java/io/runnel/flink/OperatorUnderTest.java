package io.runnel.flink;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.privacy.PrivacySettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** One subtask of the enriching operator for tickets, in Flink's test harness. */
final class OperatorUnderTest implements AutoCloseable {
    static final long TIMEOUT = 60_000;

    private final MockEnvironment environment;
    private final OneInputStreamOperatorTestHarness<Ticket, Outcome> harness;
    private boolean closed;

    private OperatorUnderTest(FakeEngine engine, String model, OutputMode mode, int capacity)
            throws Exception {
        this(engine, EnrichmentSettings.onOneModel(model, "ticket-queue"), mode, capacity);
    }

    private OperatorUnderTest(
            FakeEngine engine, EnrichmentSettings settings, OutputMode mode, int capacity)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(EngineOptions.MODELS_DIRECTORY, "models");
        environment =
                new MockEnvironmentBuilder()
                        .setTaskManagerRuntimeInfo(new TestingTaskManagerRuntimeInfo(configuration))
                        .build();
        EnrichFunction<Ticket> function =
                new EnrichFunction<>(
                        DocumentType.TICKET,
                        settings,
                        PrivacySettings.none(),
                        RejectLimit.none(),
                        engine.provider());
        ExecutionConfig types =
                new ExecutionConfig(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new AsyncWaitOperatorFactory<>(function, TIMEOUT, capacity, mode),
                        TypeInformation.of(Ticket.class)
                                .createSerializer(types.getSerializerConfig()),
                        environment);
        harness.setup(
                TypeInformation.of(Outcome.class).createSerializer(types.getSerializerConfig()));
    }

    static OperatorUnderTest opened(FakeEngine engine) throws Exception {
        return opened(engine, OutputMode.UNORDERED, 10);
    }

    static OperatorUnderTest opened(FakeEngine engine, OutputMode mode, int capacity)
            throws Exception {
        OperatorUnderTest operator = new OperatorUnderTest(engine, "runnel-base/3", mode, capacity);
        operator.harness.open();
        return operator;
    }

    /** One whose summaries are written. */
    static OperatorUnderTest writing(FakeEngine engine) throws Exception {
        EnrichmentSettings quoting = EnrichmentSettings.onOneModel("runnel-base/3", "ticket-queue");
        WritingSettings usual = WritingSettings.NONE;
        OperatorUnderTest operator =
                new OperatorUnderTest(
                        engine,
                        new EnrichmentSettings(
                                quoting.classification(),
                                quoting.sentiment(),
                                quoting.entities(),
                                quoting.summary(),
                                quoting.longText(),
                                quoting.aggregation(),
                                quoting.summaryMaxWords(),
                                quoting.fields(),
                                quoting.language(),
                                new BroughtModels(
                                        ZeroShotSettings.NONE,
                                        new WritingSettings(
                                                "my-writer/1",
                                                usual.maxTokens(),
                                                usual.longest(),
                                                usual.leastSimilarity(),
                                                usual.onFailure(),
                                                usual.seed())),
                                0),
                        OutputMode.UNORDERED,
                        10);
        operator.harness.open();
        return operator;
    }

    static OperatorUnderTest ofModel(FakeEngine engine, String model) throws Exception {
        return new OperatorUnderTest(engine, model, OutputMode.UNORDERED, 10);
    }

    static OperatorUnderTest restored(FakeEngine engine, OperatorSubtaskState state, int capacity)
            throws Exception {
        OperatorUnderTest operator =
                new OperatorUnderTest(engine, "runnel-base/3", OutputMode.UNORDERED, capacity);
        operator.harness.initializeState(state);
        operator.harness.open();
        return operator;
    }

    void open() throws Exception {
        harness.open();
    }

    void reads(Ticket... tickets) throws Exception {
        for (Ticket ticket : tickets) {
            harness.processElement(ticket, 0);
        }
        runMails();
    }

    void timePasses(long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
        runMails();
    }

    void endsInput() throws Exception {
        harness.endInput();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    List<Outcome> outcomes() throws Exception {
        runMails();
        return new ArrayList<>(harness.extractOutputValues());
    }

    List<Outcome> outcomesAfterClose() {
        return new ArrayList<>(harness.extractOutputValues());
    }

    /** The ids of what came out enriched, in that order. */
    List<String> enriched() throws Exception {
        return outcomes().stream()
                .filter(outcome -> outcome.enriched() != null)
                .map(outcome -> outcome.enriched().document().id())
                .toList();
    }

    boolean hasFailed() throws Exception {
        runMails();
        return environment.getActualExternalFailureCause().isPresent();
    }

    void expectFailure() {
        environment.setExpectedExternalFailureCause(Throwable.class);
    }

    /** Cancels the subtask; a second time does nothing. */
    void cancel() throws Exception {
        if (!closed) {
            closed = true;
            harness.close();
            environment.close();
        }
    }

    @Override
    public void close() {
        try {
            cancel();
        } catch (Exception e) {
            throw new AssertionError("The operator could not be closed.", e);
        }
    }

    private void runMails() throws Exception {
        TaskMailbox mailbox = harness.getTaskMailbox();
        while (mailbox.hasMail()) {
            Mail mail = mailbox.take(TaskMailbox.MIN_PRIORITY);
            mail.run();
        }
    }
}
