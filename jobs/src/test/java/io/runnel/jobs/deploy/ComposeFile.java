package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;

/** {@code docker-compose.yml}, with what can be known of its services without starting them. */
record ComposeFile(JsonNode root) {
    /** Where the programs of others listen in their images, by their documentation. */
    private static final Map<String, Integer> PORTS_OF_OTHERS =
            Map.of(
                    "registry",
                    8080,
                    "browser",
                    8080,
                    "prometheus",
                    9090,
                    "grafana",
                    3000,
                    "postgres",
                    5432);

    /** {@code DeployedDashboardTest} holds it against the dashboard. */
    private static final int DASHBOARD_PORT = 8099;

    static ComposeFile ofProject() throws IOException {
        return new ComposeFile(Yaml.read("docker-compose.yml"));
    }

    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        root.path("services")
                .properties()
                .forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }

    JsonNode service(String name) {
        JsonNode service = root.path("services").path(name);
        if (service.isMissingNode()) {
            throw new IllegalArgumentException("docker-compose.yml has no service " + name);
        }
        return service;
    }

    /** The arguments of a service's command, without quotes or folds. */
    List<String> command(String name) {
        JsonNode command = service(name).path("command");
        return command.isArray()
                ? Yaml.texts(command)
                : List.of(command.asText().strip().split("\\s+"));
    }

    /** What a service's command gives to the job that it submits. */
    List<String> jobArguments(String name) {
        List<String> command = command(name);
        return command.subList(2, command.size());
    }

    /** The services that submit a job. */
    List<String> jobs() {
        return services().keySet().stream()
                .filter(name -> command(name).get(0).equals("/opt/runnel/bin/submit"))
                .toList();
    }

    /** Flink's configuration, as the image's entry point reads it from the variable. */
    Configuration flink(String name) {
        String properties = service(name).path("environment").path("FLINK_PROPERTIES").asText();
        Configuration configuration = new Configuration();
        properties
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(
                        line -> {
                            String[] pair = line.strip().split(": ", 2);
                            configuration.setString(pair[0], pair[1]);
                        });
        return configuration;
    }

    /** The ports that a service listens to inside of the network. */
    List<Integer> ports(String name) {
        List<Integer> ports = new ArrayList<>();
        JsonNode environment = service(name).path("environment");
        if (environment.has("KAFKA_LISTENERS")) {
            for (String listener : environment.path("KAFKA_LISTENERS").asText().split(",", -1)) {
                ports.add(Integer.valueOf(listener.substring(listener.lastIndexOf(':') + 1)));
            }
        } else if (name.equals("jobmanager") || name.equals("taskmanager")) {
            Configuration flink = flink(name);
            ports.add(Integer.valueOf(flink.getString("metrics.reporter.prom.port", "")));
            if (name.equals("jobmanager")) {
                ports.add(flink.get(RestOptions.PORT));
            }
        } else if (name.equals("dashboard")) {
            ports.add(DASHBOARD_PORT);
        } else if (PORTS_OF_OTHERS.containsKey(name)) {
            ports.add(PORTS_OF_OTHERS.get(name));
        }
        return ports;
    }
}
