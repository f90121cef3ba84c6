package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the docs tell the reader to type does what they say: every command that needs nothing but
 * this project is run, in the order of the pages.
 */
class DocsCommandsITCase {
    private static final Map<String, String> PROPERTIES =
            Map.of("runnel.conf", Page.ROOT.resolve("deploy/conf").toString());

    @Test
    void everyCommandThatNeedsNothingElseEndsWell(@TempDir Path folder) throws Exception {
        Map<String, String> before = new HashMap<>();
        Desk desk = Desk.in(folder.resolve("desk"));
        Map<String, String> properties = new LinkedHashMap<>(PROPERTIES);
        properties.put("runnel.models", desk.models().toString());
        properties.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Reader reader = new Reader(desk, broker.bootstrapServers())) {
            broker.createTopics(2, DefaultTopics.all());
            List<DocsCommand> commands = commands();
            assertThat(commands).hasSizeGreaterThan(10);
            for (int i = 0; i < commands.size(); i++) {
                reader.type(commands.get(i));
                boolean isLastOfItsPage =
                        i + 1 == commands.size()
                                || !commands.get(i + 1).page().equals(commands.get(i).page());
                if (isLastOfItsPage) {
                    // A process has one engine, and a command of the next page may want its own.
                    reader.pressCtrlC();
                }
            }
        } finally {
            before.forEach(
                    (key, value) -> {
                        if (value == null) {
                            System.clearProperty(key);
                        } else {
                            System.setProperty(key, value);
                        }
                    });
        }
    }

    /** What is run, in its order; what is done and was done before is left out. */
    private static List<DocsCommand> commands() {
        Map<String, DocsCommand> commands = new LinkedHashMap<>();
        DocsCommand.inFences(Page.all()).stream()
                .filter(DocsCommandsITCase::isRun)
                .forEach(
                        command ->
                                commands.putIfAbsent(
                                        Reader.stays(command)
                                                ? command.page() + command.text()
                                                : command.text(),
                                        command));
        return List.copyOf(commands.values());
    }

    private static boolean isRun(DocsCommand command) {
        return command.calls().stream()
                .allMatch(call -> Reader.canRun(call) && NotExecuted.of(call).isEmpty());
    }
}
