package io.runnel.jobs.observe;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus and Grafana are given, held against the page that explains it. */
class ObservabilityFilesTest {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");
    private static final int PORT = 9249;

    private final MetricsPage page = MetricsPage.read();

    @Test
    void askOnlyForMetricsOfTheTable() throws IOException {
        Set<String> asked =
                Stream.concat(
                                Dashboards.queries().stream().map(Dashboards.Query::expression),
                                rules().stream().map(rule -> rule.path("expr").asText()))
                        .flatMap(expression -> METRIC.matcher(expression).results())
                        .map(MatchResult::group)
                        .collect(toSet());

        assertThat(asked).hasSizeGreaterThan(30).isSubsetOf(page.labels().keySet());
    }

    @Test
    void giveEveryPanelATitleADescriptionAndTheDatasourceThatIsProvisioned() throws IOException {
        String prometheus = datasource("prometheus");
        String postgres = datasource("postgres");

        assertThat(Dashboards.all())
                .containsOnlyKeys("business.json", "flow.json", "models.json", "rejects.json")
                .allSatisfy(
                        (file, dashboard) -> {
                            String datasource =
                                    file.equals("business.json") ? postgres : prometheus;
                            assertThat(dashboard.path("uid").asText()).startsWith("runnel-");
                            assertThat(dashboard.path("panels")).isNotEmpty();
                            Set<Integer> ids = new TreeSet<>();
                            for (JsonNode panel : dashboard.path("panels")) {
                                assertThat(panel.path("title").asText()).isNotBlank();
                                assertThat(panel.path("description").asText()).isNotBlank();
                                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                                assertThat(panel.at("/datasource/uid").asText())
                                        .isEqualTo(datasource);
                                assertThat(panel.path("targets"))
                                        .isNotEmpty()
                                        .allMatch(
                                                target ->
                                                        target.at("/datasource/uid")
                                                                .asText()
                                                                .equals(datasource));
                            }
                        });
    }

    @Test
    void tellForEveryAlertWhatToDoFirst() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            names.add(name);
            assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo("docs/metrics.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        }

        assertThat(page.headings())
                .filteredOn(heading -> heading.startsWith("Runnel"))
                .containsExactlyElementsOf(names);
    }

    @Test
    void scrapeThePortThatThePageNames() throws IOException {
        JsonNode prometheus = yaml("prometheus/prometheus.yml");

        assertThat(prometheus.path("rule_files").path(0).asText()).isEqualTo("alerts.yml");
        assertThat(prometheus.at("/scrape_configs/0/job_name").asText()).isEqualTo("flink");
        assertThat(prometheus.at("/scrape_configs/0/dns_sd_configs/0/port").asInt())
                .isEqualTo(PORT);
    }

    @Test
    void areTakenByPromtool() throws Exception {
        assumeTrue(
                PrometheusProcess.isInstalled(),
                "promtool is not on the PATH (Debian package: prometheus)");

        for (List<String> check :
                List.of(
                        List.of("check", "config", "prometheus.yml"),
                        List.of("test", "rules", "alerts-test.yml"))) {
            List<String> command = new ArrayList<>(List.of("promtool"));
            command.addAll(check);
            Process promtool =
                    new ProcessBuilder(command)
                            .directory(file("prometheus").toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as("%s: %s", check, said).isZero();
        }
    }

    private static String datasource(String name) throws IOException {
        String uid =
                yaml("grafana/provisioning/datasources/" + name + ".yaml")
                        .at("/datasources/0/uid")
                        .asText();
        assertThat(uid).isNotBlank();
        return uid;
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        yaml("prometheus/alerts.yml").at("/groups/0/rules").forEach(rules::add);
        assertThat(rules).isNotEmpty();
        return rules;
    }

    private static JsonNode yaml(String path) throws IOException {
        return YAML.readTree(file(path).toFile());
    }

    private static Path file(String path) {
        return RepositoryRoot.resolve("deploy").resolve(path);
    }
}
