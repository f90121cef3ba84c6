package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Namespaces;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.Role;
import io.runnel.jobs.command.cluster.RunningProcess;
import io.runnel.schemas.document.DocumentType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text stays home: everything works where there is no way to anywhere else. */
class NoRouteClusterITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DOCUMENTS = 40;

    @TempDir Path folder;

    @Test
    void everyDocumentIsAnsweredByProcessesThatCannotReachTheInternet() throws Exception {
        Optional<Namespaces> found = Namespaces.tryCreate(ProcessHandle.current().pid());
        assumeTrue(found.isPresent(), "this machine or user has no network namespaces");
        try (Namespaces network = found.get();
                ProcessCluster cluster =
                        ProcessCluster.start(
                                ClusterPlan.of(folder, 1, 1),
                                BuildOutput.installation(),
                                network)) {
            assertThat(routes(network, cluster))
                    .isNotEmpty()
                    .noneMatch(route -> route.startsWith("default"));
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster).create(1, "tickets", "tickets-enriched", "tickets-dlt");
            FlinkRest rest = new FlinkRest(cluster.rest());
            rest.run(
                    ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                            .with("--delivery.checkpoint-interval", "1 s")
                            .submission(rest.upload(BuildOutput.installation().jobJar())));
            feed(cluster.bootstrapServers());

            Account account = outcomes(cluster.bootstrapServers());

            assertThat(account.missing()).isZero();
            assertThat(account.duplicates()).isZero();
            assertThat(account.deadLetters()).isEqualTo(1);
            for (RunningProcess process : cluster.processes()) {
                assertThat(cluster.log(process.name()))
                        .as("texts are in no log, neither of documents nor of rejects")
                        .content()
                        .doesNotContain("although the shop said", "came in a damaged box");
            }
        }
    }

    private static List<String> routes(Namespaces network, ProcessCluster cluster)
            throws Exception {
        List<String> command =
                new ArrayList<>(network.prefix(cluster.names(Role.TASK_MANAGER).get(0)));
        command.addAll(List.of("ip", "route"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void feed(String bootstrapServers) throws Exception {
        NumberedDocuments documents = new NumberedDocuments("tickets", 10);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int number = 0; number < DOCUMENTS; number++) {
                producer.send(documents.record(number)).get();
            }
        }
    }

    private static Account outcomes(String bootstrapServers) {
        Account account = new Account(DOCUMENTS, 10);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Outcomes outcomes =
                new Outcomes(
                        bootstrapServers, List.of("tickets-enriched"), List.of("tickets-dlt"))) {
            while (account.missing() > 0) {
                outcomes.poll(
                        (record, outcome) ->
                                NumberedDocuments.number(record)
                                        .ifPresent(number -> account.enter(number, outcome)));
                assertThat(System.nanoTime())
                        .as("%s outcomes within %s", DOCUMENTS, PATIENCE)
                        .isLessThan(end);
            }
        }
        return account;
    }
}
