package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.BundledModels;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.TestTerminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run; {@code ./runnel verify mutants --documents 1000000} is the long one. */
class MutantsITCase {
    @TempDir Path folder;

    @Test
    void noneFailsAJobAndEachEndsInOneTopic() throws Exception {
        BundledModels.use();
        MutantReport report =
                new MutantRun(3_000, 1, new TestTerminal().terminal(), Interruption.manual())
                        .run(folder);

        assertThat(report.kept()).as(report.text()).isTrue();
        assertThat(report.account().enriched()).isGreaterThan(60);
        assertThat(report.account().deadLetters()).isGreaterThan(600);
    }
}
