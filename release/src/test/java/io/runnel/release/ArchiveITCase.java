package io.runnel.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.release.UnpackedArchive.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive works where there is nothing but Java, bash and itself, and is what it says it is.
 */
class ArchiveITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUMS = "SHA256SUMS";
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  ?\\*?(?:\\./)?(.+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @TempDir private static Path folder;
    private static UnpackedArchive archive;

    @BeforeAll
    static void unpack() throws Exception {
        archive = UnpackedArchive.in(folder);
    }

    @Test
    void isWhatTheChecksumBesideItSays() throws Exception {
        Path file = UnpackedArchive.file();
        Map<String, String> sums = sums(file.resolveSibling(file.getFileName() + ".sha256"));
        assertThat(sums)
                .containsExactly(
                        Map.entry(file.getFileName().toString(), UnpackedArchive.sha256(file)));
    }

    @Test
    void holdsExactlyTheFilesThatItsChecksumsName() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, Path> file : archive.files().entrySet()) {
            if (!file.getKey().equals(SUMS)) {
                found.put(file.getKey(), UnpackedArchive.sha256(file.getValue()));
            }
        }
        assertThat(sums(archive.home().resolve(SUMS))).isEqualTo(found).hasSizeGreaterThan(100);
    }

    @Test
    void holdsWhatItsPagesLinkTo() throws Exception {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, Path> page : archive.files().entrySet()) {
            if (page.getKey().startsWith("docs/") || page.getKey().equals("README.md")) {
                Matcher link = LINK.matcher(text(page));
                while (link.find()) {
                    Path target = page.getValue().resolveSibling(link.group(1)).normalize();
                    if (!Files.exists(target)) {
                        broken.add(page.getKey() + " links to " + link.group(1));
                    }
                }
            }
        }
        assertThat(broken)
                .as("Links to what is not in the archive: add it to src/assembly/folder.xml")
                .isEmpty();
    }

    @Test
    void namesTheLicenceAndTheChecksumOfEveryLibraryInItsBill() throws Exception {
        BillOfMaterials bill = BillOfMaterials.read(archive.home().resolve("bom.json"));
        Map<String, Path> libraries = libraries();
        assertThat(bill.libraries().keySet()).containsAll(libraries.keySet());
        for (Map.Entry<String, Path> library : libraries.entrySet()) {
            BillOfMaterials.Library billed = bill.libraries().get(library.getKey());
            assertThat(billed.sha256())
                    .as(library.getKey())
                    .isEqualTo(UnpackedArchive.sha256(library.getValue()));
            assertThat(billed.licensed()).as("licence of %s", library.getKey()).isTrue();
        }
    }

    @Test
    void namesNothingInItsBillThatIsNotThere() throws Exception {
        BillOfMaterials bill = BillOfMaterials.read(archive.home().resolve("bom.json"));
        Map<String, BillOfMaterials.Library> elsewhere = new TreeMap<>(bill.libraries());
        elsewhere.keySet().removeAll(libraries().keySet());
        EngineJar engine = EngineJar.of(archive);
        Set<String> inside = new TreeSet<>(engine.libraries());
        inside.addAll(DashboardJar.of(archive).libraries());

        assertThat(inside)
                .as("Libraries in jars of ours; each must be in the bill")
                .isSubsetOf(names(bill.libraries()));
        assertThat(names(elsewhere))
                .as("Libraries in the bill that are not in lib/; each must be in a jar of ours")
                .isSubsetOf(inside);
        assertThat(engine.strangers())
                .as("Files in the engine's jar whose library EngineJar does not know")
                .isEmpty();
    }

    @Test
    void runsTheDemoUntilEveryDocumentIsAccountedFor() throws Exception {
        Ended demo = archive.runnel("demo", "--exit", "--output", "json");
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        JsonNode counts = JSON.readTree(demo.out());
        for (String type : List.of("invoice", "transcript", "ticket")) {
            JsonNode count = counts.path(type);
            assertThat(count.path("enriched").asInt()).isGreaterThanOrEqualTo(40);
            assertThat(count.path("in").asInt())
                    .isEqualTo(
                            count.path("enriched").asInt() + count.path("dead_lettered").asInt());
        }
    }

    @Test
    void enrichesAFileAndListsItsModels() throws Exception {
        Ended models = archive.runnel("models", "list");
        assertThat(models.exitCode()).as(models.err()).isZero();
        assertThat(models.out()).contains("runnel-base/3", "runnel-small/1");

        Files.writeString(
                archive.machine().resolve("tickets.jsonl"),
                "{\"id\": \"t-1\", \"text\": \"Northwind charged £42.50 twice on 3 March.\"}\n");
        Ended enriched =
                archive.runnel(
                        "enrich", "--type", "ticket", "--input", "tickets.jsonl", "--output", "-");
        assertThat(enriched.exitCode()).as(enriched.err()).isZero();
        assertThat(JSON.readTree(enriched.out()).path("label").asText()).isNotBlank();
    }

    @Test
    void startsAClusterWithAJobAndStopsIt() throws Exception {
        String cluster = archive.machine().resolve("cluster").toString();
        Ended started =
                archive.runnel(
                        "cluster",
                        "start",
                        "--folder",
                        cluster,
                        "--task-managers",
                        "1",
                        "--kafka-port",
                        "0",
                        "--rest-port",
                        "0",
                        "--submit",
                        "ticket");
        Ended status = archive.runnel("cluster", "status", "--folder", cluster);
        Ended stopped = archive.runnel("cluster", "stop", "--folder", cluster);

        assertThat(started.exitCode()).as(started.err()).isZero();
        assertThat(started.err()).contains("Submitted the job for tickets");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
    }

    /** The libraries of others in it, by their place in a repository. */
    private static Map<String, Path> libraries() throws Exception {
        Map<String, Path> libraries = new TreeMap<>();
        archive.files()
                .forEach(
                        (name, file) -> {
                            if (name.matches("lib/.+/.+\\.jar")) {
                                libraries.put(name.substring("lib/".length()), file);
                            }
                        });
        assertThat(libraries).hasSizeGreaterThan(50);
        return libraries;
    }

    private static Set<String> names(Map<String, BillOfMaterials.Library> libraries) {
        return libraries.values().stream()
                .map(BillOfMaterials.Library::name)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> sums(Path file) throws Exception {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(file, UTF_8)) {
            Matcher sum = SUM.matcher(line);
            assertThat(sum.matches()).as("a line of %s: %s", file.getFileName(), line).isTrue();
            sums.put(sum.group(2), sum.group(1));
        }
        return sums;
    }

    private static String text(Map.Entry<String, Path> page) throws Exception {
        return page.getKey().endsWith(".md") ? Files.readString(page.getValue(), UTF_8) : "";
    }
}
