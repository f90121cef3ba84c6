package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a cluster. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        header = "Stop every process of a cluster; its data stays for the next start.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel cluster stop",
            "  ./runnel cluster stop --purge                 topics, checkpoints and logs go, too"
        })
public final class StopClusterCommand implements Callable<Integer> {
    private static final Set<String> MADE =
            Set.of(
                    "checkpoints",
                    "savepoints",
                    "high-availability",
                    "logs",
                    "cluster.json",
                    FlinkNodes.CLIENT,
                    FlinkScript.FOLDER);

    private final Terminal terminal;

    @Mixin private ClusterFolder folder;

    @Option(names = "--purge", description = "Remove topics, checkpoints and logs, too.")
    private boolean purge;

    public StopClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ClusterFile.in(folder.path())
                .ifPresentOrElse(
                        this::stop,
                        () -> terminal.say("No cluster runs in %s.".formatted(folder.path())));
        if (purge && folder.hasBeenUsed()) {
            delete(folder.path());
            terminal.say("Removed what it made in %s.".formatted(folder.path()));
        }
        return 0;
    }

    private void stop(ClusterFile cluster) {
        long running = cluster.processes().stream().filter(RunningProcess::isAlive).count();
        ProcessCluster.stopAll(folder.path(), cluster.processes());
        long gone = cluster.processes().size() - running;
        terminal.say(
                "Stopped %d processes%s."
                        .formatted(running, gone == 0 ? "" : "; " + gone + " had ended before"));
    }

    /** Deletes what clusters make in their folder, and the folder if nothing else is in it. */
    private static void delete(Path folder) throws IOException {
        List<Path> made;
        try (Stream<Path> entries = Files.list(folder)) {
            made = entries.filter(StopClusterCommand::isOfACluster).toList();
        }
        for (Path each : made) {
            deleteAll(each);
        }
        try (Stream<Path> left = Files.list(folder)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    private static boolean isOfACluster(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return MADE.contains(name)
                || Stream.of(Role.values())
                        .anyMatch(role -> name.matches(role.name(0).replace("-0", "-\\d+")));
    }

    private static void deleteAll(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(path)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
