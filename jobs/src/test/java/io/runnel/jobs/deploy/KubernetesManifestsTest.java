package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.flink.EngineOptions;
import io.runnel.jobs.RunnelJob;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No Kubernetes runs in the tests, so the manifests are held against those who read them. */
class KubernetesManifestsTest {
    private static final String DEPLOYMENT = "FlinkDeployment";
    private static final String SESSION_JOB = "FlinkSessionJob";

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void haveOnlyFieldsThatTheOperatorKnows(String overlay) throws IOException {
        for (String kind : List.of(DEPLOYMENT, SESSION_JOB)) {
            OperatorSchema schema = OperatorSchema.of(kind);
            for (ObjectNode resource : of(kind, overlay)) {
                ObjectNode older = resource.deepCopy();
                // Newer than the newest definition on Maven Central; docs/kubernetes.md says so.
                if (kind.equals(DEPLOYMENT)) {
                    assertThat(((ObjectNode) older.path("spec")).remove("flinkVersion").asText())
                            .isEqualTo(flinkVersion());
                }
                assertThat(schema.mistakesIn(older)).as(Kustomization.name(resource)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void startOneJobForEachDocumentTypeWithOptionsThatItTakes(String overlay) throws IOException {
        Set<DocumentType> types = EnumSet.noneOf(DocumentType.class);
        for (JsonNode job : jobs(overlay)) {
            JobSettings settings = DeployedJob.settings(Yaml.texts(job.path("args")));
            assertThat(types.add(settings.type())).isTrue();
            assertThat(job.path("entryClass").asText()).isEqualTo(RunnelJob.class.getName());
            assertThat(job.path("upgradeMode").asText()).isEqualTo("savepoint");
        }
        assertThat(types).containsExactlyInAnyOrder(DocumentType.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void runTheJarOfTheImage(String overlay) throws IOException {
        assertThat(of(DEPLOYMENT, overlay))
                .hasSize(3)
                .allSatisfy(
                        cluster ->
                                assertThat(cluster.at("/spec/job/jarURI").asText())
                                        .isEqualTo("local:///opt/flink/usrlib/runnel-jobs.jar"));
        assertThat(of(DEPLOYMENT, overlay))
                .allSatisfy(
                        cluster ->
                                assertThat(cluster.at("/spec/image").asText())
                                        .isEqualTo("runnel-flink:" + ProjectVersions.project()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session"})
    void submitEverySessionJobToTheSessionCluster(String overlay) throws IOException {
        List<ObjectNode> clusters = of(DEPLOYMENT, overlay);
        assertThat(clusters).singleElement().matches(each -> !each.path("spec").has("job"));
        assertThat(of(SESSION_JOB, overlay))
                .hasSize(3)
                .allSatisfy(
                        job -> {
                            assertThat(job.at("/spec/deploymentName").asText())
                                    .isEqualTo(Kustomization.name(clusters.get(0)));
                            assertThat(job.at("/spec/job/jarURI").asText())
                                    .endsWith("/runnel-jobs-" + ProjectVersions.project() + ".jar");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void configureFlinkWithKeysThatSomebodyReads(String overlay) throws IOException {
        for (JsonNode cluster : of(DEPLOYMENT, overlay)) {
            assertThat(FlinkKeys.unknownIn(flink(cluster))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void giveMemoryAsSizedAndAsFlinkTakesIt(String overlay) throws IOException {
        for (JsonNode cluster : of(DEPLOYMENT, overlay)) {
            Configuration flink = flink(cluster);
            Sizing sizing = Sizing.ofProject();
            assertThat(flink.get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY).getMebiBytes())
                    .isGreaterThanOrEqualTo(sizing.megabytesOfWorkers(flink));
            assertThat(flink.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY).getMebiBytes())
                    .isGreaterThanOrEqualTo(sizing.megabytes(flink));
            assertThat(FlinkKeys.memory(flink).getTaskHeapSize().getMebiBytes())
                    .isGreaterThanOrEqualTo(400);
            assertThat(
                            JobManagerProcessUtils.processSpecFromConfig(flink)
                                    .getJvmHeapMemorySize()
                                    .getMebiBytes())
                    .isGreaterThanOrEqualTo(512);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void haveAWorkerAndASlotForEachCpuAndFillWholeTaskManagers(String overlay) throws IOException {
        for (JsonNode cluster : of(DEPLOYMENT, overlay)) {
            Configuration flink = flink(cluster);
            int cpus = cluster.at("/spec/taskManager/resource/cpu").asInt();
            int slots = flink.get(TaskManagerOptions.NUM_TASK_SLOTS);
            assertThat(flink.get(EngineOptions.WORKERS)).isEqualTo(cpus);
            assertThat(slots).isEqualTo(cpus);
            List<String> parallelism = new ArrayList<>();
            if (cluster.path("spec").has("job")) {
                parallelism.add(cluster.at("/spec/job/parallelism").asText());
            }
            for (String limit : List.of("min", "max")) {
                String key = "job.autoscaler.vertex." + limit + "-parallelism";
                if (flink.containsKey(key)) {
                    parallelism.add(flink.getString(key, ""));
                }
            }
            assertThat(parallelism).allMatch(each -> Integer.parseInt(each) % slots == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void letNoPodDoMoreThanItMust(String overlay) throws IOException {
        for (JsonNode cluster : of(DEPLOYMENT, overlay)) {
            JsonNode pod = cluster.at("/spec/podTemplate/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(9999);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .isEqualTo("RuntimeDefault");
            JsonNode container = pod.at("/containers/0");
            assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
            JsonNode security = container.path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(Yaml.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "session"})
    void nameOnlyVolumesAndAccountsThatAreThere(String overlay) throws IOException {
        for (JsonNode cluster : of(DEPLOYMENT, overlay)) {
            JsonNode pod = cluster.at("/spec/podTemplate/spec");
            Set<String> volumes = new TreeSet<>();
            pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
            Set<String> mounted = new TreeSet<>();
            Set<String> folders = new TreeSet<>();
            for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
                mounted.add(mount.path("name").asText());
                folders.add(mount.path("mountPath").asText());
            }
            assertThat(mounted).isEqualTo(volumes);
            // What Flink writes, and where the image has the tokenizer's library unpacked.
            assertThat(folders).contains("/tmp", "/opt/flink/log", "/opt/runnel/state");
            assertThat(Dockerfile.ofProject().last("flink", "ENV").text())
                    .isEqualTo("DJL_CACHE_DIR=/tmp");
            assertThat(flink(cluster).toMap())
                    .allSatisfy(
                            (key, value) -> {
                                if (value.startsWith("file:")) {
                                    assertThat(value).startsWith("file:///opt/runnel/state/");
                                }
                            });
            String claim = pod.at("/volumes/0/persistentVolumeClaim/claimName").asText();
            assertThat(of("PersistentVolumeClaim", overlay))
                    .singleElement()
                    .matches(each -> Kustomization.name(each).equals(claim));
            assertThat(of("ServiceAccount", overlay))
                    .singleElement()
                    .matches(
                            each ->
                                    Kustomization.name(each)
                                            .equals(cluster.at("/spec/serviceAccount").asText()));
        }
    }

    private static List<ObjectNode> of(String kind, String overlay) throws IOException {
        return Kustomization.overlay(overlay).stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    private static List<JsonNode> jobs(String overlay) throws IOException {
        return Kustomization.overlay(overlay).stream()
                .map(resource -> resource.at("/spec/job"))
                .filter(job -> !job.isMissingNode())
                .toList();
    }

    private static String flinkVersion() throws IOException {
        String[] numbers = ProjectVersions.property("flink.version").split("\\.", -1);
        return "v" + numbers[0] + "_" + numbers[1];
    }

    /** The configuration that the operator hands to Flink: that of the file, and the resources. */
    private static Configuration flink(JsonNode cluster) {
        Configuration flink = new Configuration();
        cluster.at("/spec/flinkConfiguration")
                .properties()
                .forEach(entry -> flink.setString(entry.getKey(), entry.getValue().asText()));
        flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(cluster, "taskManager"));
        flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory(cluster, "jobManager"));
        return flink;
    }

    private static MemorySize memory(JsonNode cluster, String role) {
        return MemorySize.parse(cluster.at("/spec/" + role + "/resource/memory").asText());
    }
}
