package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.MetricsPort;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus and Grafana are told of the other services is what the compose file starts. */
class ObservedServicesTest {
    private static final Pattern ADDRESS = Pattern.compile("\\b([a-z]+):(\\d{2,5})\\b");

    @Test
    void prometheusAsksEveryProcessOfFlinkWhereItListens() throws IOException {
        ComposeFile compose = ComposeFile.ofProject();
        List<String> asked = new ArrayList<>();
        for (JsonNode job : Yaml.read("deploy/prometheus/prometheus.yml").path("scrape_configs")) {
            for (JsonNode discovery : job.path("dns_sd_configs")) {
                for (String service : Yaml.texts(discovery.path("names"))) {
                    asked.add(service);
                    assertThat(compose.ports(service)).contains(discovery.path("port").asInt());
                }
            }
        }
        assertThat(asked).contains("jobmanager", "taskmanager");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-compose.yml",
                "deploy/kubernetes/components/runnel/cluster.yaml",
                "docs/metrics.md"
            })
    void flinkReportsAsTheDashboardsReadIt(String file) throws IOException {
        String text = Files.readString(RepositoryRoot.resolve(file));
        Map<String, String> reporter = new HashMap<>(MetricsPort.reporter(9249, 1));
        // Flink takes all reporters that it finds where none is named.
        reporter.remove("metrics.reporters");

        assertThat(reporter).isNotEmpty();
        reporter.forEach(
                (key, value) ->
                        assertThat(text)
                                .containsPattern(
                                        Pattern.quote(key) + ": \"?" + Pattern.quote(value)));
    }

    @Test
    void grafanaAsksPrometheusWhereItListens() throws IOException {
        assertThat(addresses("deploy/grafana/provisioning/datasources"))
                .isNotEmpty()
                .allSatisfy(ObservedServicesTest::isListenedTo);
    }

    @Test
    void grafanaFindsItsDashboardsWhereTheyAreMounted() throws IOException {
        List<String> mounts =
                Yaml.texts(ComposeFile.ofProject().service("grafana").path("volumes")).stream()
                        .map(volume -> volume.split(":", -1)[1])
                        .toList();
        List<String> folders = new ArrayList<>();
        for (Path file : files("deploy/grafana/provisioning/dashboards")) {
            for (JsonNode document : Yaml.readAll(file)) {
                document.path("providers")
                        .forEach(
                                provider ->
                                        folders.add(
                                                provider.path("options").path("path").asText()));
            }
        }
        assertThat(folders).isNotEmpty().isSubsetOf(mounts);
    }

    private static void isListenedTo(MatchResult address) throws IOException {
        ComposeFile compose = ComposeFile.ofProject();
        assertThat(compose.services()).containsKey(address.group(1));
        assertThat(compose.ports(address.group(1)))
                .as(address.group())
                .contains(Integer.valueOf(address.group(2)));
    }

    private static List<MatchResult> addresses(String folder) throws IOException {
        List<MatchResult> addresses = new ArrayList<>();
        for (Path file : files(folder)) {
            for (JsonNode document : Yaml.readAll(file)) {
                ADDRESS.matcher(document.toString()).results().forEach(addresses::add);
            }
        }
        return addresses;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RepositoryRoot.resolve(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        }
    }
}
