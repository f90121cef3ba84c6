package io.runnel.jobs.docs;

import java.util.List;
import java.util.Optional;

/**
 * Commands of the docs that {@link DocsCommandsITCase} does not run, each with its reason. They are
 * read and checked all the same. An entry that no page needs any longer fails a test.
 *
 * @param begins how the command begins
 * @param why it is not run here; tests that it names must exist
 */
record NotExecuted(String begins, String why) {
    static final List<NotExecuted> ALL =
            List.of(
                    new NotExecuted(
                            "./runnel demo",
                            "stays until Ctrl-C; DemoRunClusterITCase and ArchiveITCase run it with --exit"),
                    new NotExecuted(
                            "./runnel bench", "takes minutes to hours; BenchDocsTest reads it"),
                    new NotExecuted(
                            "./runnel cluster",
                            "starts processes that stay; ArchiveITCase runs start, status and"
                                    + " stop"),
                    new NotExecuted(
                            "./runnel verify chaos",
                            "takes minutes; ChaosClusterITCase runs a short one"),
                    new NotExecuted(
                            "./runnel verify mutants",
                            "takes minutes; MutantsITCase runs a short one in every build"),
                    new NotExecuted(
                            "./runnel verify stops",
                            "takes minutes; StopsClusterITCase runs a short one"),
                    new NotExecuted(
                            "./runnel models verify --public-key",
                            "needs the keys of the lines above it; ModelSignatureTest has its own"),
                    new NotExecuted("mvn verify", "is the build that runs this test"),
                    new NotExecuted(
                            "mvn -Prelease package",
                            "makes the archive: ArchiveITCase runs behind it"),
                    new NotExecuted(
                            "./runnel schemas",
                            "needs a schema registry; SchemasCommandTest runs them against one"),
                    new NotExecuted(
                            "./runnel database",
                            "needs a PostgreSQL; DatabaseCommandITCase runs them against one"),
                    new NotExecuted(
                            "benchmarks/database/run",
                            "needs a PostgreSQL with tables, and takes half an hour"),
                    new NotExecuted(
                            "./runnel run --type ticket --kafka.documents.format",
                            "needs a schema registry; ConfluentAvroITCase runs such a job"),
                    new NotExecuted(
                            "./runnel produce --topic tickets --input tickets.jsonl --type",
                            "needs a schema registry"),
                    new NotExecuted(
                            "./runnel consume --topic tickets-enriched --from-beginning --max 1"
                                    + " --registry",
                            "needs a schema registry"),
                    new NotExecuted(
                            "./runnel produce --topic tickets --input my-tickets.jsonl",
                            "needs the containers of the compose file, and tickets of the reader's"),
                    new NotExecuted(
                            "./runnel consume --topic tickets-enriched --from-beginning"
                                    + " --bootstrap-servers",
                            "needs the containers of the compose file"),
                    new NotExecuted(
                            "docker compose",
                            "needs Docker; ComposeFileTest and ObservedServicesTest read the file,"
                                    + " ImagesClusterITCase runs its commands as processes"),
                    new NotExecuted("docker build", "needs Docker; DockerfileTest reads the file"),
                    new NotExecuted("docker push", "needs Docker and a registry of the reader's"),
                    new NotExecuted(
                            "kubectl",
                            "needs Kubernetes; KubernetesManifestsTest and OperatorSchemaTest read"
                                    + " the manifests"),
                    new NotExecuted(
                            "bin/sql-client.sh",
                            "needs a cluster; SqlClientClusterITCase types it as it stands"),
                    new NotExecuted(
                            "cat tables.sql models.sql",
                            "belongs to the line behind it; SqlClientClusterITCase types both"),
                    new NotExecuted("sha256sum", "needs the archive: ArchiveITCase runs it"),
                    new NotExecuted("tar", "needs the archive: ArchiveITCase runs it"),
                    new NotExecuted("cd", "needs the archive: ArchiveITCase runs behind it"),
                    new NotExecuted(
                            "mvn -pl operators/inference -am verify",
                            "is a part of the build that runs this test"),
                    new NotExecuted(
                            "flink run",
                            "needs Flink's distribution, which Maven cannot have;"
                                    + " TwoSubmissionsClusterITCase submits the jar to a cluster"),
                    new NotExecuted(
                            "flink stop",
                            "needs Flink's distribution; ChaosClusterITCase stops a job with a savepoint"),
                    new NotExecuted(
                            "optimum-cli",
                            "is a Python program of the reader's; AddModelCommandTest brings in"
                                    + " what it wrote"),
                    new NotExecuted(
                            "openssl",
                            "is a program of the reader's, and MODEL stands for a folder"),
                    new NotExecuted(
                            "python model-store/training/learning_curves.py",
                            "learns for hours from data sets that are not in the repository"));

    /** The entry for a call, if it has one. */
    static Optional<NotExecuted> of(Call call) {
        return ALL.stream().filter(entry -> entry.isFor(call)).findFirst();
    }

    boolean isFor(Call call) {
        return call.text().equals(begins) || call.text().startsWith(begins + " ");
    }
}
