package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import org.junit.jupiter.api.Test;

class DeliveryCommandTest {
    @Test
    void refusesEndsThatNameOtherPartitions() {
        TestTerminal terminal = new TestTerminal();

        assertThat(
                        terminal.run(
                                "verify",
                                "delivery",
                                "--type",
                                "ticket",
                                "--from",
                                "0:1",
                                "--until",
                                "1:5"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("[0]").contains("found [1]");
    }
}
