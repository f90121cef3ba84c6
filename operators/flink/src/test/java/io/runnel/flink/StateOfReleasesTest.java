package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runnel.schemas.document.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that were in flight when a job of an older build was stopped are asked again by this
 * one. Add the state of each release: {@code mvn -pl operators/flink -am test
 * -Dtest=StateOfReleasesTest -Drunnel.state.write=<release>}.
 */
class StateOfReleasesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "state");
    private static final String PREFIX = "enrich-ticket-";
    private static final List<Ticket> TICKETS =
            List.of(
                    Documents.ticket("t-0", "£ 💳 e\u0301", "Acme waits for £12 💳."),
                    Documents.ticketIn(
                            null,
                            "t-1",
                            "The parcel of Jürgen waits in Köln, please send it to me."));

    static Stream<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void isRestored(Path release) throws Exception {
        OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(release.toString());
        FakeEngine engine = new FakeEngine();
        Thread answering = new Thread(() -> engine.answerAsTheyCome(TICKETS.size()));
        answering.start();
        try (OperatorUnderTest operator = OperatorUnderTest.restored(engine, state, 10)) {
            operator.endsInput();
            answering.join(60_000);
            assertThat(answering.isAlive()).as("waits for a document of the snapshot").isFalse();

            assertThat(operator.outcomes())
                    .extracting(outcome -> outcome.enriched().ticket())
                    .containsExactlyInAnyOrderElementsOf(TICKETS);
        }
    }

    @Test
    void isWrittenWhenSomebodyAsksForIt() throws Exception {
        String release = System.getProperty("runnel.state.write");
        assumeTrue(release != null, "no release is to be written");
        try (OperatorUnderTest operator = OperatorUnderTest.opened(new FakeEngine())) {
            operator.reads(TICKETS.toArray(Ticket[]::new));
            Path file = Files.createDirectories(FOLDER).resolve(PREFIX + release);
            OperatorSnapshotUtil.writeStateHandle(operator.snapshot(), file.toString());
        }
    }
}
