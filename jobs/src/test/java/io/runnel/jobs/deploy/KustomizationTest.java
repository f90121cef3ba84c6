package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationTest {
    /** Skipped where kubectl, which has kustomize inside, is not installed. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void buildsWhatKustomizeBuilds(String overlay) throws Exception {
        assumeTrue(hasKubectl(), "kubectl is not installed, so kustomize cannot be asked.");
        assertThat(byName(Kustomization.overlay(overlay)))
                .isEqualTo(byName(kubectl("deploy/kubernetes/overlays/" + overlay)));
    }

    @Test
    void buildsTheDashboardAsKustomizeDoes() throws Exception {
        assumeTrue(hasKubectl(), "kubectl is not installed, so kustomize cannot be asked.");
        String folder = "deploy/kubernetes/dashboard";
        assertThat(byName(Kustomization.build(folder))).isEqualTo(byName(kubectl(folder)));
    }

    /** The components that an overlay may add, on top of each kind of cluster. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "session"})
    void addsComponentsAsKustomizeDoes(String overlay) throws Exception {
        assumeTrue(hasKubectl(), "kubectl is not installed, so kustomize cannot be asked.");
        String folder = "jobs/target/kustomize-" + overlay;
        Path user = Files.createDirectories(RepositoryRoot.resolve(folder));
        String up = "../../../deploy/kubernetes/";
        Files.writeString(
                user.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %soverlays/%s
                components:
                  - %scomponents/kafka-login
                  - %scomponents/models-volume
                  - %scomponents/database
                """
                        .formatted(up, overlay, up, up, up));
        List<? extends JsonNode> built = Kustomization.build(folder);
        assertThat(byName(built)).isEqualTo(byName(kubectl(folder)));
        assertThat(built.toString()).contains("kafka-login", "runnel-models", "runnel-database");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        String folder = "jobs/target/kustomize-unknown";
        Path user = Files.createDirectories(RepositoryRoot.resolve(folder));
        Files.writeString(user.resolve("kustomization.yaml"), "replicas: []\n");
        assertThatThrownBy(() -> Kustomization.build(folder)).hasMessageContaining("replicas");
    }

    private static Map<String, JsonNode> byName(List<? extends JsonNode> resources) {
        Map<String, JsonNode> byName = new TreeMap<>();
        for (JsonNode resource : resources) {
            byName.put(
                    resource.path("kind").asText() + " " + Kustomization.name(resource), resource);
        }
        assertThat(byName).hasSameSizeAs(resources);
        return byName;
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static List<JsonNode> kubectl(String folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                "kubectl", "kustomize", RepositoryRoot.resolve(folder).toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Yaml.parse(text);
    }
}
