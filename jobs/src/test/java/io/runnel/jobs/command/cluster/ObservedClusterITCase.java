package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.MetricsPort;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, as they are seen by those who watch them. */
class ObservedClusterITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than there are processes, as others may have some of them. */
    private static final int PORTS = 20;

    @TempDir Path folder;

    @BeforeEach
    void logJson() {
        System.setProperty("runnel.log.format", "json");
        System.setProperty("runnel.conf", RepositoryRoot.resolve("deploy/conf").toString());
    }

    @AfterEach
    void logAsBefore() {
        System.clearProperty("runnel.log.format");
        System.clearProperty("runnel.conf");
    }

    @Test
    void showMetricsAtAPortOfEachOfFlinksProcessesAndLogJsonObjects() throws Exception {
        int port = FreePort.any();
        Path models = RepositoryRoot.resolve("model-store/models");
        ClusterPlan plan =
                ClusterPlan.of(folder, 1, 1).with(MetricsPort.reporter(port, PORTS), Map.of());
        try (ProcessCluster cluster =
                ProcessCluster.start(plan, Libraries.ofThisProcess(models), new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();

            StringBuilder metrics = new StringBuilder();
            for (int each = port; each < port + PORTS; each++) {
                metrics.append(scrape(each));
            }
            assertThat(metrics)
                    .contains("flink_jobmanager_numRunningJobs{")
                    .contains("flink_taskmanager_Status_JVM_Memory_Heap_Used{");
            for (String process : new String[] {"broker-1", "jobmanager-1", "taskmanager-1"}) {
                assertThat(Files.readAllLines(cluster.log(process)))
                        .as(process)
                        .hasSizeGreaterThan(20)
                        .allSatisfy(
                                line ->
                                        assertThat(JSON.readTree(line).path("level").asText())
                                                .isNotBlank());
            }
        }
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        URI metrics = URI.create("http://localhost:" + port + "/metrics");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
        } catch (ConnectException e) {
            return ""; // nobody's
        }
    }
}
