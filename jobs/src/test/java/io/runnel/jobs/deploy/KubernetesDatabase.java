package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code deploy/kubernetes/components/database} tells a job. */
public final class KubernetesDatabase {
    private static final String FOLDER = "deploy/kubernetes/components/database/";
    private static final String MOUNT = "/opt/runnel/database";
    private static final String SERVER = "//postgres:5432/runnel?";

    private KubernetesDatabase() {}

    /** The arguments, with the secret in this folder instead of the pod's, for this server. */
    public static List<String> arguments(Path secret, String server) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (JsonNode step : Yaml.read(FOLDER + "arguments.yaml")) {
            String argument = step.path("value").asText();
            arguments.add(argument.replace(MOUNT, secret.toString()).replace(SERVER, server));
        }
        return arguments;
    }

    /** Where the pods have the secret. */
    static String mountPath() throws IOException {
        return Yaml.read(FOLDER + "volume.yaml").at("/1/value/mountPath").asText();
    }
}
