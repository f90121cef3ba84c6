package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What {@code deploy/kubernetes/components/kafka-login} tells a job. */
public final class KubernetesLogin {
    private static final String MOUNT = "/opt/runnel/kafka";

    private KubernetesLogin() {}

    /** The options by their keys, with the secret in this folder instead of the pod's. */
    public static Map<String, String> options(Path secret) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (JsonNode step : Yaml.read("deploy/kubernetes/components/kafka-login/arguments.yaml")) {
            String[] pair = step.path("value").asText().substring(2).split("=", 2);
            options.put(pair[0], pair[1].replace(MOUNT, secret.toString()));
        }
        return options;
    }
}
