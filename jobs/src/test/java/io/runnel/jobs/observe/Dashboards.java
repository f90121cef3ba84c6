package io.runnel.jobs.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dashboards that Grafana is given. */
public final class Dashboards {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    /**
     * What one panel asks.
     *
     * @param panel the dashboard's file and the panel's title
     */
    public record Query(String panel, String expression) {
        /** The question with what Grafana puts in for its variables. */
        public String asked(String rateInterval) {
            return expression.replace("$__rate_interval", rateInterval).replace("$job", ".*");
        }
    }

    /** Each dashboard by the name of its file. */
    static Map<String, JsonNode> all() {
        Map<String, JsonNode> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(RepositoryRoot.resolve("deploy/grafana/dashboards"))) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Every query of every panel that asks Prometheus. */
    public static List<Query> queries() {
        return queries("expr");
    }

    /** Every statement of every panel that asks PostgreSQL. */
    public static List<Query> statements() {
        return queries("rawSql");
    }

    private static List<Query> queries(String language) {
        List<Query> queries = new ArrayList<>();
        all().forEach(
                        (file, dashboard) -> {
                            for (JsonNode panel : dashboard.path("panels")) {
                                String name = file + ": " + panel.path("title").asText();
                                for (JsonNode target : panel.path("targets")) {
                                    if (target.has(language)) {
                                        queries.add(
                                                new Query(name, target.path(language).asText()));
                                    }
                                }
                            }
                        });
        return queries;
    }
}
