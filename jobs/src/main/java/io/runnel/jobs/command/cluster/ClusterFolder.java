package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import java.nio.file.Path;
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
