package io.runnel.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RunnelTest {
    private final TestTerminal terminal = new TestTerminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "enrich",
                "run",
                "broker",
                "feed",
                "produce",
                "consume",
                "models list",
                "models show",
                "models verify",
                "models add",
                "models teach",
                "models evaluate",
                "dead-letters list",
                "dead-letters replay",
                "cluster start",
                "cluster status",
                "cluster stop",
                "verify delivery",
                "verify chaos",
                "verify mutants",
                "verify resubmission",
                "verify stops"
            })
    void explainsEveryCommandWithAnExample(String command) {
        assertThat(terminal.run((command + " --help").split(" ", -1))).isZero();
        assertThat(terminal.out()).contains("./runnel " + command).contains("Example");
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consum",
                "demo --documents none",
                "demo --documents 0",
                "demo --output xml",
                "feed --per-second 0",
                "enrich --type ticket",
                "enrich --type letter --input a --output b",
                "enrich --type ticket --input a --output b --tasks.summary.max-word 3",
                "run --type ticket --kafka.sorce.topic x",
                "dead-letters",
                "dead-letters replay --topic t --value-file x",
                "cluster",
                "cluster start --brokers 2",
                "cluster start --brokers 0",
                "cluster start --task-managers 0",
                "verify",
                "verify chaos --documents 0",
                "verify chaos --kills -1",
                "verify mutants --documents many",
                "verify resubmission --times 2",
                "verify stops --times 0"
            })
    void exitsWithTwoWhenItIsAskedWrongly(String arguments) {
        assertThat(terminal.run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(terminal.err()).startsWith("runnel: ").doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enrich --type ticket --input no-such-file --output b",
                "demo --input no-such-folder",
                "models list --models no-such-folder",
                "models evaluate --models . --model a/1 --head x --input -"
            })
    void exitsWithOneAndASentenceWhenItCannot(String arguments) {
        assertThat(terminal.run(arguments.split(" ", -1))).isEqualTo(1);
        assertThat(terminal.err()).startsWith("runnel: ").doesNotContain("\tat ");
    }

    @Test
    void suggestsWhatWasMeant() {
        terminal.run("consum");
        assertThat(terminal.err()).contains("Did you mean consume?");
    }

    @Test
    void showsWhereAnErrorCameFromOnlyWhenAsked() {
        terminal.run("demo", "--input", "no-such-folder", "--verbose");
        assertThat(terminal.err()).contains("\tat ");
    }

    @Test
    void endsAtOnceOnCtrlCWhereACommandDoesNotWaitForIt() {
        List<Integer> exitCodes = new ArrayList<>();
        Interruption interruption = new Interruption(exitCodes::add);
        CommandLine line = Runnel.commandLine(terminal.terminal(), interruption);
        line.addSubcommand("long", new LongOne(interruption::interrupt));
        assertThat(line.execute("long")).isZero();
        assertThat(exitCodes).containsExactly(Interruption.EXIT_CODE);
    }

    @Test
    void endsWithASentenceWhenTheJvmFails() {
        CommandLine line = Runnel.commandLine(terminal.terminal(), Interruption.manual());
        line.addSubcommand("break", new Breaking());
        assertThat(line.execute("break")).isEqualTo(1);
        assertThat(terminal.err())
                .startsWith("runnel: The JVM failed: java.lang.OutOfMemoryError: no room.")
                .doesNotContain("\tat ");
    }

    @Command(name = "break")
    static final class Breaking implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new OutOfMemoryError("no room");
        }
    }

    @Command(name = "long")
    static final class LongOne implements Callable<Integer> {
        private final Runnable pressed;

        LongOne(Runnable pressed) {
            this.pressed = pressed;
        }

        @Override
        public Integer call() {
            pressed.run();
            return 0;
        }
    }
}
