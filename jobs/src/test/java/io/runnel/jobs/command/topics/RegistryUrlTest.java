package io.runnel.jobs.command.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RegistryUrlTest {
    @Test
    void takesWhatJobsTake() {
        assertThat(new RegistryUrl().convert("http://a:8081/, https://b/apis/ccompat/v7").urls())
                .containsExactly(
                        URI.create("http://a:8081"), URI.create("https://b/apis/ccompat/v7"));
    }

    @Test
    void isWrongUseWhereItIsNoAddress() {
        TestTerminal terminal = new TestTerminal();

        assertThat(
                        terminal.run(
                                "produce",
                                "--topic",
                                "tickets",
                                "--input",
                                "-",
                                "--type",
                                "ticket",
                                "--registry",
                                "localhost:8081"))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains("expected an address such as http://localhost:8081")
                .contains("found 'localhost:8081'");
    }
}
