package io.runnel.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkshopTest {
    private final SuiteReport report = new SuiteReport("engine", "How it was measured.");
    private final Hearing progress = new Hearing();
    private final Workshop workshop =
            new Workshop(null, Effort.quick(), null, progress, Path.of("unused"));

    @Test
    void keepsWhatOtherPartsMeasuredWhenOneFails() throws InterruptedException {
        workshop.part("first", report, () -> report.table(table("first")));
        workshop.part(
                "second",
                report,
                () -> {
                    throw new IllegalStateException("a job failed");
                });
        workshop.part("third", report, () -> report.table(table("third")));
        assertThat(report.tables()).extracting(Table::key).containsExactly("first", "third");
        assertThat(report.failures()).containsExactly("second: a job failed");
        assertThat(progress.lines).containsExactly("Not measured: second: a job failed");
    }

    @Test
    void doesNotCallItAFailureWhenSomebodyStopsIt() {
        progress.stopped = true;
        assertThatThrownBy(
                        () ->
                                workshop.part(
                                        "first",
                                        report,
                                        () -> {
                                            throw new IllegalStateException("the broker died");
                                        }))
                .isInstanceOf(Progress.StoppedException.class);
        assertThat(report.failures()).isEmpty();
    }

    private static Table table(String key) {
        return Table.of(key, key, Table.text("a", "A"));
    }

    /** Remembers what is said. */
    private static final class Hearing implements Progress {
        private final List<String> lines = new ArrayList<>();
        private boolean stopped;

        @Override
        public void expect(int steps) {}

        @Override
        public void next(String what) {}

        @Override
        public void goOn() {
            if (stopped) {
                throw new StoppedException();
            }
        }

        @Override
        public void result(String found) {}

        @Override
        public void say(String line) {
            lines.add(line);
        }
    }
}
