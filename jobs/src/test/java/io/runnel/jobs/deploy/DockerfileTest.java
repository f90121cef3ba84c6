package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.deploy.Dockerfile.Instruction;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No image is built in the tests, so what its recipe names is held against the project. */
class DockerfileTest {
    private static final List<String> IMAGES = List.of("flink", "command", "dashboard");
    private static final Pattern PINNED = Pattern.compile("[^:]+:\\D*\\d+\\.\\d+\\.\\d+\\S*");

    private static final Pattern NAMED =
            Pattern.compile("runnel-(?:flink:|command:|dashboard:|jobs-)(\\d+\\.\\d+\\.\\d+)");

    private Dockerfile dockerfile;

    @BeforeEach
    void read() throws IOException {
        dockerfile = Dockerfile.ofProject();
    }

    @Test
    void startsFromImagesOfFixedVersionsAndOfOurFlinkAndJava() throws IOException {
        assertThat(dockerfile.stages().keySet())
                .containsExactly("build", "command", "dashboard", "flink");
        assertThat(dockerfile.base("dashboard")).isEqualTo("command");
        assertThat(List.of("build", "command", "flink"))
                .allSatisfy(stage -> assertThat(dockerfile.base(stage)).matches(PINNED));
        assertThat(dockerfile.base("flink"))
                .isEqualTo("flink:" + ProjectVersions.property("flink.version") + "-java17");
        assertThat(dockerfile.base("build")).endsWith("temurin-17");
        assertThat(dockerfile.base("command")).contains("temurin:17.");
    }

    @Test
    void copiesOnlyWhatTheCheckoutHasAndLetsThrough() throws IOException {
        for (String stage : dockerfile.stages().keySet()) {
            for (Instruction copy : dockerfile.instructions(stage, "COPY")) {
                if (copy.options().stream().noneMatch(option -> option.startsWith("--from"))) {
                    for (String source : copy.words().subList(0, copy.words().size() - 1)) {
                        assertThat(RepositoryRoot.resolve(source)).exists();
                        assertThat(ignored(source)).as(source).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void copiesFromTheBuildOnlyWhatItCollects() throws IOException {
        String collect = Files.readString(RepositoryRoot.resolve("deploy/docker/collect"));
        assertThat(dockerfile.last("build", "RUN").text())
                .endsWith("collect /product && bash deploy/docker/collect-dashboard /product");
        Matcher folders = Pattern.compile("\\$target\"/\\{([^}]+)}").matcher(collect);
        assertThat(folders.find()).isTrue();
        List<String> made =
                Stream.of((folders.group(1) + ",dashboard").split(",", -1))
                        .map(folder -> "/product/" + folder + "/")
                        .toList();
        List<String> copied =
                IMAGES.stream()
                        .flatMap(stage -> dockerfile.instructions(stage, "COPY").stream())
                        .filter(copy -> copy.options().contains("--from=build"))
                        .map(copy -> copy.words().get(0))
                        .distinct()
                        .toList();
        assertThat(copied).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void letsEveryModuleIntoTheBuild() throws IOException {
        Matcher modules =
                Pattern.compile("<module>([^<]+)</module>")
                        .matcher(Files.readString(RepositoryRoot.resolve("pom.xml")));
        int count = 0;
        while (modules.find()) {
            count++;
            assertThat(ignored(modules.group(1) + "/pom.xml")).as(modules.group(1)).isFalse();
            assertThat(ignored(modules.group(1) + "/src/main/java/A.java")).isFalse();
        }
        assertThat(count).isGreaterThan(5);
        assertThat(ignored("model-store/models/runnel-base/3/config.json")).isFalse();
        assertThat(ignored("jobs/target/runnel.classpath")).isTrue();
        assertThat(ignored(".git/config")).isTrue();
    }

    @Test
    void leavesRootBehind() {
        assertThat(IMAGES)
                .allSatisfy(
                        stage ->
                                assertThat(dockerfile.last(stage, "USER").text())
                                        .isEqualTo("9999:9999"));
    }

    @Test
    void putsTheEngineIntoLibAndTheJobsIntoUsrlib() throws IOException {
        List<String> copies =
                dockerfile.instructions("flink", "COPY").stream()
                        .filter(copy -> copy.options().contains("--from=build"))
                        .map(Instruction::text)
                        .toList();
        assertThat(copies)
                .contains(
                        "/product/lib/ /opt/flink/lib/",
                        "/product/usrlib/ /opt/flink/usrlib/",
                        "/product/models/ /opt/runnel/models/");
        assertThat(Files.readString(RepositoryRoot.resolve("deploy/docker/collect")))
                .contains("\"$engine\" \"$target/lib/runnel-engine.jar\"")
                .contains("\"$driver\" \"$target/lib/postgresql.jar\"")
                .contains("\"$jobs\" \"$target/usrlib/runnel-jobs.jar\"");
    }

    @Test
    void startsTheCommandThatTheProjectHasWithTheOptionsThatItNeeds() throws IOException {
        String entry = dockerfile.last("command", "ENTRYPOINT").text();
        assertThat(entry)
                .contains("\"" + Runnel.class.getName() + "\"]")
                .contains("\"-Drunnel.version=" + ProjectVersions.project() + "\"");
        Matcher opens =
                Pattern.compile("--add-opens=\\S+?=ALL-UNNAMED")
                        .matcher(ProjectVersions.property("test.jvm.arguments"));
        assertThat(opens.results().map(each -> "\"" + each.group() + "\""))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(entry).contains(option));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/docker/Dockerfile",
                "deploy/kubernetes/session/tickets.yaml",
                "deploy/kubernetes/dashboard/statefulset.yaml",
                "docs/kubernetes.md",
                "docker-compose.yml"
            })
    void goesByTheVersionOfTheProjectEverywhere(String file) throws IOException {
        assertThat(
                        NAMED.matcher(Files.readString(RepositoryRoot.resolve(file)))
                                .results()
                                .map(named -> named.group(1)))
                .isNotEmpty()
                .containsOnly(ProjectVersions.project());
    }

    @Test
    void asksAScriptThatIsInTheImageForItsHealth() {
        assertThat(dockerfile.last("flink", "HEALTHCHECK").text())
                .endsWith("CMD [\"/opt/runnel/bin/health\"]");
        assertThat(dockerfile.instructions("flink", "COPY"))
                .anySatisfy(
                        copy ->
                                assertThat(copy.words())
                                        .contains("deploy/docker/health", "/opt/runnel/bin/"));
        assertThat(RepositoryRoot.resolve("deploy/docker/health")).isExecutable();
    }

    /** Whether {@code .dockerignore} keeps a file of the checkout, or a folder above it, out. */
    private static boolean ignored(String source) throws IOException {
        List<String> patterns =
                Files.readAllLines(RepositoryRoot.resolve(".dockerignore")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
        for (Path path = Path.of(source).normalize();
                path != null && !path.toString().isEmpty();
                path = path.getParent()) {
            Path each = path;
            if (patterns.stream().anyMatch(pattern -> matches(pattern, each))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, Path path) {
        String everywhere = pattern.startsWith("**/") ? pattern.substring(3) : pattern;
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path)
                || FileSystems.getDefault().getPathMatcher("glob:" + everywhere).matches(path);
    }
}
