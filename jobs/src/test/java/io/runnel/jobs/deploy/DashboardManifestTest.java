package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard's pod is one that Kubernetes takes, and may do no more than it must. */
class DashboardManifestTest {
    private JsonNode service;
    private JsonNode set;
    private JsonNode pod;
    private JsonNode container;

    @BeforeEach
    void read() throws IOException {
        List<? extends JsonNode> resources = Kustomization.build("deploy/kubernetes/dashboard");
        assertThat(resources)
                .extracting(each -> each.path("kind").asText())
                .containsExactly("StatefulSet", "Service");
        set = resources.get(0).path("spec");
        service = resources.get(1);
        pod = set.at("/template/spec");
        container = pod.at("/containers/0");
    }

    @Test
    void hasOnlyFieldsOfPodsThatKubernetesKnows() throws IOException {
        assertThat(OperatorSchema.of("FlinkDeployment").mistakesInPods(set.path("template")))
                .isEmpty();
        List<String> fields = new ArrayList<>();
        set.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "serviceName", "replicas", "selector", "template", "volumeClaimTemplates");
    }

    @Test
    void isOneProcessSinceOneCanOpenTheStore() {
        assertThat(set.path("replicas").asInt()).isEqualTo(1);
        assertThat(set.at("/volumeClaimTemplates/0/spec/accessModes/0").asText())
                .isEqualTo("ReadWriteOnce");
    }

    @Test
    void isFoundByItsService() {
        assertThat(set.path("serviceName").asText()).isEqualTo(Kustomization.name(service));
        JsonNode labels = set.at("/template/metadata/labels");
        for (JsonNode selector :
                List.of(service.at("/spec/selector"), set.at("/selector/matchLabels"))) {
            assertThat(selector.properties()).isNotEmpty();
            selector.properties()
                    .forEach(
                            label ->
                                    assertThat(labels.path(label.getKey()))
                                            .isEqualTo(label.getValue()));
        }
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(container.at("/ports/0/name"));
        // Pods of the cluster call it by the service's name, which the server must know.
        assertThat(Yaml.texts(container.path("args")))
                .contains("--host=" + Kustomization.name(service));
    }

    @Test
    void runsTheImageOfThisReleaseAsAUserWhoOwnsNothing() throws IOException {
        assertThat(container.path("image").asText())
                .isEqualTo("runnel-dashboard:" + ProjectVersions.project());
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(9999);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(Yaml.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
    }

    @Test
    void writesOnlyWhereAVolumeIs() throws IOException {
        List<String> args = Yaml.texts(container.path("args"));
        List<String> folders = new ArrayList<>();
        List<String> mounted = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            folders.add(mount.path("mountPath").asText());
            mounted.add(mount.path("name").asText());
        }
        assertThat(args).contains("--data=/opt/runnel/store");
        assertThat(args).contains("--token-file=/opt/runnel/token/token");
        assertThat(folders).containsExactly("/opt/runnel/store", "/opt/runnel/token", "/tmp");
        assertThat(Dockerfile.ofProject().last("command", "ENV").text())
                .isEqualTo("DJL_CACHE_DIR=/tmp");
        List<String> volumes = new ArrayList<>();
        volumes.add(set.at("/volumeClaimTemplates/0/metadata/name").asText());
        pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
        assertThat(mounted).containsExactlyElementsOf(volumes);
    }

    @Test
    void isAskedForItsHealthWhereNoTokenIsNeeded() {
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.path(probe).at("/httpGet/path").asText()).isEqualTo("/");
            assertThat(container.path(probe).at("/httpGet/port"))
                    .isEqualTo(container.at("/ports/0/name"));
        }
    }
}
