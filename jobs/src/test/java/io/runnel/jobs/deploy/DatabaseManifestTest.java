package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code components/database} gives each job a database and nobody its password. */
class DatabaseManifestTest {
    @ParameterizedTest
    @ValueSource(strings = {"small", "session"})
    void tellsEachJobWhereItsPodsHaveThePassword(String overlay) throws IOException {
        List<ObjectNode> resources = withDatabase(overlay);
        List<JsonNode> jobs =
                resources.stream()
                        .map(resource -> resource.at("/spec/job"))
                        .filter(job -> !job.isMissingNode())
                        .toList();
        assertThat(jobs).hasSize(3);
        for (JsonNode job : jobs) {
            DatabaseSettings database =
                    DeployedJob.settings(Yaml.texts(job.path("args"))).database();
            String secret = KubernetesDatabase.mountPath();
            assertThat(database.url())
                    .contains("sslmode=verify-full")
                    .endsWith("sslrootcert=" + secret + "/ca.crt");
            assertThat(database.passwordFile()).isEqualTo(secret + "/password");
            assertThat(database.user()).isEqualTo("runnel_writer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "session"})
    void mountsTheSecretInEveryPod(String overlay) throws IOException {
        OperatorSchema schema = OperatorSchema.of("FlinkDeployment");
        List<JsonNode> pods =
                withDatabase(overlay).stream()
                        .map(resource -> resource.at("/spec/podTemplate"))
                        .filter(pod -> !pod.isMissingNode())
                        .toList();
        assertThat(pods)
                .isNotEmpty()
                .allSatisfy(
                        pod -> {
                            assertThat(schema.mistakesInPods(pod)).isEmpty();
                            assertThat(pod.at("/spec/volumes").toString())
                                    .contains("\"secretName\":\"runnel-database\"");
                            assertThat(pod.at("/spec/containers/0/volumeMounts").toString())
                                    .contains(KubernetesDatabase.mountPath());
                        });
    }

    private static List<ObjectNode> withDatabase(String overlay) throws IOException {
        String folder = "jobs/target/kustomize-database-" + overlay;
        Path user = Files.createDirectories(RepositoryRoot.resolve(folder));
        Files.writeString(
                user.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../../deploy/kubernetes/overlays/%s
                components:
                  - ../../../deploy/kubernetes/components/database
                """
                        .formatted(overlay));
        return Kustomization.build(folder);
    }
}
