package io.runnel.jobs.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.TestTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Types commands of the docs as a reader does: in one folder, with what earlier commands left
 * there, and with a terminal of its own for each command that stays.
 *
 * <p>What is changed of a command: files are those of the reader's {@link Desk}, the Kafka is that
 * of the test, and a job commits every second.
 */
final class Reader implements AutoCloseable {
    /** A guard against a command that hangs; none comes near. */
    private static final long PATIENCE_SECONDS = 300;

    private static final Set<String> TEXT = Set.of("echo", "cat");

    private final Desk desk;
    private final String kafka;
    private final Map<String, Running> staying = new LinkedHashMap<>();

    /** A command with what ends it, and its exit code when it has ended. */
    private record Running(
            TestTerminal terminal, Interruption interruption, FutureTask<Integer> exitCode) {}

    Reader(Desk desk, String kafka) {
        this.desk = desk;
        this.kafka = kafka;
    }

    /** Whether a reader who has nothing but this project can type it. */
    static boolean canRun(Call call) {
        return call.program().equals(RunnelCalls.PROGRAM) || TEXT.contains(call.program());
    }

    /** Whether it stays until Ctrl-C, so that each page that has it needs it. */
    static boolean stays(DocsCommand command) {
        return command.calls().stream()
                .filter(call -> call.program().equals(RunnelCalls.PROGRAM))
                .anyMatch(call -> Stay.of(call.arguments()) == Stay.UNTIL_INTERRUPTED);
    }

    /**
     * Types a whole line.
     *
     * @throws AssertionError if a command of it does not end well
     */
    void type(DocsCommand command) throws IOException {
        String written = "";
        for (Call call : command.calls()) {
            String read = call.reads() == Call.Input.PIPE ? written : "";
            written = TEXT.contains(call.program()) ? textOf(call) : outputOf(command, call, read);
            if (call.writesTo().isPresent()) {
                Files.writeString(
                        desk.path(call.writesTo().get().file()),
                        written,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        call.writesTo().get().mode());
                written = "";
            }
        }
    }

    private String textOf(Call call) throws IOException {
        if (call.program().equals("echo")) {
            return String.join(" ", call.arguments()) + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (String file : call.arguments()) {
            text.append(Files.readString(desk.path(file), UTF_8));
        }
        return text.toString();
    }

    private String outputOf(DocsCommand command, Call call, String read) throws IOException {
        List<String> arguments = desk.place(call.arguments());
        Stay stay = Stay.of(arguments);
        if (stay == Stay.BROKER || staying.containsKey(call.text())) {
            return ""; // it runs already
        }
        Running running = start(stay.arguments(arguments, kafka), read);
        if (stay == Stay.UNTIL_INTERRUPTED) {
            staying.put(call.text(), running);
            return "";
        }
        int exitCode = exitCode(running);
        if (exitCode != 0) {
            throw new AssertionError(
                    """
                    %s
                    ended with %d and said:
                    %s%s
                    A file that it needs belongs on the Desk of the docs' tests; what no test can \
                    run gets its reason in NotExecuted.\
                    """
                            .formatted(
                                    command,
                                    exitCode,
                                    running.terminal().err(),
                                    running.terminal().out()));
        }
        return running.terminal().out();
    }

    private static Running start(List<String> arguments, String input) {
        TestTerminal terminal = new TestTerminal().typing(input);
        Interruption interruption = Interruption.manual();
        FutureTask<Integer> exitCode =
                new FutureTask<>(
                        () ->
                                Runnel.run(
                                        terminal.terminal(),
                                        interruption,
                                        arguments.toArray(String[]::new)));
        Thread thread = new Thread(exitCode, "reader " + String.join(" ", arguments));
        thread.setDaemon(true);
        thread.start();
        return new Running(terminal, interruption, exitCode);
    }

    /** Its exit code, and -1 where it does not end. */
    private static int exitCode(Running running) {
        try {
            return running.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            running.interruption().interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("A command threw what it should have told.", e);
        }
        return -1;
    }

    /**
     * Presses Ctrl-C in every terminal whose command stays.
     *
     * @throws AssertionError if one of them does not end well
     */
    void pressCtrlC() {
        List<String> failed = new ArrayList<>();
        staying.values().forEach(running -> running.interruption().interrupt());
        for (Map.Entry<String, Running> entry : staying.entrySet()) {
            int exitCode = exitCode(entry.getValue());
            if (exitCode != 0) {
                failed.add(
                        entry.getKey()
                                + " ended with "
                                + exitCode
                                + " and said:\n"
                                + entry.getValue().terminal().err());
            }
        }
        staying.clear();
        if (!failed.isEmpty()) {
            throw new AssertionError(String.join("\n", failed));
        }
    }

    @Override
    public void close() {
        pressCtrlC();
    }
}
