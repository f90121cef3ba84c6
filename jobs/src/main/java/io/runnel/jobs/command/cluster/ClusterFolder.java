package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that says which of this machine's clusters is meant. */
public final class ClusterFolder {
    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where the cluster's data, configuration and logs are (default: runnel-cluster-USER in"
                            + " the folder for temporary files, or RUNNEL_CLUSTER).",
            defaultValue = "${env:RUNNEL_CLUSTER:-}")
    private Path folder;

    /** The folder, whether there is a cluster in it or not. */
    public Path path() {
        Path named =
                folder == null || folder.toString().isBlank()
                        ? Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "runnel-cluster-" + System.getProperty("user.name"))
                        : folder;
        return named.toAbsolutePath().normalize();
    }

    /**
     * The folder for a cluster that is to be started: empty, or left by an earlier one with as many
     * brokers. With others, those that have no data could outvote the one that has.
     *
     * @throws CommandFailure if it holds anything else, or belongs to somebody else
     */
    Path forNewCluster(int brokers) {
        Path folder = forNewCluster();
        int before = brokersIn(folder);
        if (before != 0 && before != brokers) {
            throw new CommandFailure(
                    "Folder "
                            + folder
                            + " has the topics of "
                            + before
                            + (before == 1 ? " broker" : " brokers")
                            + ", and a cluster of "
                            + brokers
                            + " cannot read them. Start it with --brokers "
                            + before
                            + ", empty the folder with 'cluster stop --purge', or name another with"
                            + " --folder.");
        }
        return folder;
    }

    private static int brokersIn(Path folder) {
        int brokers = 0;
        while (Files.exists(folder.resolve(Role.BROKER.name(brokers + 1)).resolve("data"))) {
            brokers++;
        }
        return brokers;
    }

    /** Whether a cluster was ever started in it. */
    boolean hasBeenUsed() {
        return Files.exists(path().resolve(Role.JOB_MANAGER.name(1)));
    }

    /**
     * The folder for a cluster that is to be started: empty, or left by an earlier one.
     *
     * @throws CommandFailure if it holds anything else, or belongs to somebody else
     */
    private Path forNewCluster() {
        Path folder = path();
        if (!Files.exists(folder)) {
            return folder;
        }
        try {
            Path own = Files.createTempFile("runnel-owner-", null);
            boolean ours = Files.getOwner(own).equals(Files.getOwner(folder));
            Files.delete(own);
            if (!ours) {
                throw new CommandFailure(
                        "Folder "
                                + folder
                                + " belongs to "
                                + Files.getOwner(folder)
                                + ", who could change what is started from it. Name one of yours with"
                                + " --folder.");
            }
            try (Stream<Path> entries = Files.list(folder)) {
                boolean isEmpty = entries.findAny().isEmpty();
                if (!isEmpty && !hasBeenUsed()) {
                    throw new CommandFailure(
                            "Folder "
                                    + folder
                                    + " holds what no cluster has made. Name an empty one with"
                                    + " --folder.");
                }
            }
            return folder;
        } catch (IOException e) {
            throw new CommandFailure("Folder " + folder + " cannot be used: " + e, e);
        }
    }

    /**
     * The cluster that was started in it.
     *
     * @throws CommandFailure if there is none
     */
    ClusterFile cluster() {
        return ClusterFile.in(path())
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "No cluster was started in "
                                                + path()
                                                + ". Start one with './runnel cluster start', or"
                                                + " name its folder with --folder."));
    }
}
