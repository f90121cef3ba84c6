package io.runnel.modelstore.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import io.runnel.modelstore.Pooling;
import io.runnel.modelstore.graph.OnnxBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelImportTest {
    private static final ModelId ID = new ModelId("mine", "1");

    @TempDir Path temporary;
    private Path store;
    private ExportedFolder folder;
    private ModelImport models;

    @BeforeEach
    void makeAStore() throws IOException {
        store = Files.createDirectory(temporary.resolve("store"));
        folder = ExportedFolder.classifier(temporary.resolve("exported"));
        models = new ModelImport(store);
    }

    @Test
    void bringsAFolderInWithACardThatReadsAsItWasWritten() throws IOException {
        ModelDirectory model = models.add(folder.path(), AddRequest.of(ID), alone -> {});
        assertThat(new ModelStore(store).list()).containsExactly(ID);
        assertThatCode(model::verify).doesNotThrowAnyException();
        assertThat(model.card().precision()).isEqualTo("fp32");
        assertThat(model.card().languages()).containsExactly(Head.ANY_LANGUAGE);
        Head head = model.card().heads().get(0);
        assertThat(head.labels()).containsExactly("bad", "so-so", "good");
        assertThat(head.shape().pooling()).isEqualTo(Pooling.ROW);
        assertThat(head.supports("fi")).isTrue();
    }

    @Test
    void writesEqualCardsForEqualFolders() throws IOException {
        String first = models.add(folder.path(), AddRequest.of(ID), alone -> {}).digest();
        ModelImport other = new ModelImport(Files.createDirectory(temporary.resolve("other")));
        assertThat(other.add(folder.path(), AddRequest.of(ID), alone -> {}).digest())
                .isEqualTo(first);
    }

    @Test
    void marksAModelWhoseAnswersDependOnTheBatch() throws IOException {
        folder.graph("model.onnx", OnnxBytes.encoder("b", 3).node("DynamicQuantizeLinear"));
        assertThat(
                        models.add(folder.path(), AddRequest.of(ID), alone -> {})
                                .card()
                                .batchDependent())
                .isTrue();
    }

    @Test
    void scalesEachTokenByItselfWhereThatIsWanted() throws IOException {
        folder.graph("model.onnx", OnnxBytes.encoder("b", 3).quantized("x", "y", "scale", "zero"));
        AddRequest request =
                new AddRequest(ID, "", "", "", List.of(), AddRequest.Scales.BY_ROW, "");
        ModelDirectory model = models.add(folder.path(), request, alone -> {});
        assertThat(model.card().batchDependent()).isFalse();
        assertThatCode(model::verify).doesNotThrowAnyException();
    }

    @Test
    void keepsTheGraphsAndThePromptOfAModelThatWrites() throws IOException {
        ExportedFolder summarizer = ExportedFolder.summarizer(temporary.resolve("summarizer"));
        ModelDirectory model = models.add(summarizer.path(), AddRequest.of(ID), alone -> {});
        assertThat(model.card().generation().encoder()).isEqualTo("encoder_model.onnx");
        assertThat(model.card().generation().prompt()).isEqualTo("summarize: {text}");
    }

    @Test
    void leavesNothingBehindWhenTheModelDoesNotRun() throws IOException {
        assertThatThrownBy(
                        () ->
                                models.add(
                                        folder.path(),
                                        AddRequest.of(ID),
                                        alone -> {
                                            assertThat(alone.find(ID).card().id()).isEqualTo(ID);
                                            throw new IllegalArgumentException("It does not run.");
                                        }))
                .hasMessageContaining("does not run");
        try (Stream<Path> left = Files.list(store)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesAVersionThatIsThereAndCountsOn() throws IOException {
        models.add(folder.path(), AddRequest.of(ID), alone -> {});
        assertThatThrownBy(() -> models.add(folder.path(), AddRequest.of(ID), alone -> {}))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("Model mine/1 is in the store already");
        assertThat(models.nextVersion("mine")).isEqualTo("2");
        assertThat(models.nextVersion("new")).isEqualTo("1");
    }

    @Test
    void refusesNamesThatAreNone() {
        ModelId out = new ModelId("../mine", "1");
        assertThatThrownBy(() -> models.add(folder.path(), AddRequest.of(out), alone -> {}))
                .hasMessageContaining("'../mine' cannot be a name or version");
    }

    @Test
    void readsAnArchiveWithOneFolderAroundAll() throws IOException {
        Path archive = temporary.resolve("exported.zip");
        zip(archive, "exported/");
        assertThat(models.add(archive, AddRequest.of(ID), alone -> {}).card().id()).isEqualTo(ID);
    }

    @Test
    void readsATarArchive() throws IOException {
        Path archive = temporary.resolve("exported.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            for (Path file : files()) {
                TarBytes.write(out, "./" + relative(file), Files.readAllBytes(file));
            }
            out.write(new byte[1024]);
        }
        assertThat(models.add(archive, AddRequest.of(ID), alone -> {}).card().id()).isEqualTo(ID);
    }

    @Test
    void refusesAnArchiveWhoseEntriesLeaveTheFolder() throws IOException {
        Path archive = temporary.resolve("evil.zip");
        zip(archive, "../../");
        assertThatThrownBy(() -> models.add(archive, AddRequest.of(ID), alone -> {}))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("leaves the folder");
        assertThat(temporary.resolve("config.json")).doesNotExist();
    }

    @Test
    void goesOverWhatMacOsPutsIntoAnArchive() throws IOException {
        Path archive = temporary.resolve("exported.zip");
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(archive), StandardCharsets.UTF_8)) {
            for (Path file : files()) {
                entry(out, "exported/" + relative(file), Files.readAllBytes(file));
                entry(out, "__MACOSX/exported/._" + relative(file), new byte[] {0, 5});
            }
            entry(out, "exported/.DS_Store", new byte[] {0});
        }
        assertThat(models.add(archive, AddRequest.of(ID), alone -> {}).card().id()).isEqualTo(ID);
    }

    @Test
    void saysThatNamesOfAnArchiveAreInAnotherEncoding() throws IOException {
        Path archive = temporary.resolve("windows.zip");
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(archive), StandardCharsets.ISO_8859_1)) {
            entry(out, "gr\u00fc\u00dfe.txt", new byte[] {1});
        }
        assertThatThrownBy(() -> models.add(archive, AddRequest.of(ID), alone -> {}))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("is not written in UTF-8; pack it again");
    }

    @Test
    void refusesAnArchiveThatUnpacksToFarMoreThanItIs() throws IOException {
        Path archive = temporary.resolve("bomb.zip");
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(archive), StandardCharsets.UTF_8)) {
            entry(out, "model.onnx", new byte[24 << 20]);
        }
        assertThatThrownBy(() -> models.add(archive, AddRequest.of(ID), alone -> {}))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("more than 200 times its size");
    }

    @Test
    void refusesATarArchiveWithASizeThatIsNone() throws IOException {
        Path archive = temporary.resolve("damaged.tar");
        byte[] header = new byte[512];
        System.arraycopy("config.json".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 11);
        System.arraycopy("-0000000001".getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
        header[156] = '0';
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 5);
        Files.write(archive, header);
        assertThatThrownBy(() -> models.add(archive, AddRequest.of(ID), alone -> {}))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("it is damaged: an entry has -1 bytes");
    }

    @Test
    void makesAStoreThatIsNotThereYet() throws IOException {
        Path archive = temporary.resolve("exported.zip");
        zip(archive, "");
        ModelImport elsewhere = new ModelImport(temporary.resolve("new").resolve("store"));
        assertThat(elsewhere.add(archive, AddRequest.of(ID), alone -> {}).card().id())
                .isEqualTo(ID);
    }

    @Test
    void refusesAnArchiveWithLinks() throws IOException {
        Path archive = temporary.resolve("links.tar");
        try (OutputStream out = Files.newOutputStream(archive)) {
            TarBytes.writeLink(out, "config.json", "/etc/hostname");
            out.write(new byte[1024]);
        }
        assertThatThrownBy(() -> models.add(archive, AddRequest.of(ID), alone -> {}))
                .hasMessageContaining("'config.json' is neither a file nor a folder");
    }

    @Test
    void refusesWhatIsNeitherAFolderNorAnArchive() throws IOException {
        Path file = Files.writeString(temporary.resolve("model.onnx"), "graph");
        assertThatThrownBy(() -> models.add(file, AddRequest.of(ID), alone -> {}))
                .hasMessageContaining("Expected a folder, or an archive [.zip, .tar");
        Path broken = Files.writeString(temporary.resolve("model.zip"), "no zip");
        assertThatThrownBy(() -> models.add(broken, AddRequest.of(ID), alone -> {}))
                .hasMessageContaining("it is no archive, or an empty one");
        assertThatThrownBy(
                        () ->
                                models.add(
                                        temporary.resolve("nowhere"),
                                        AddRequest.of(ID),
                                        alone -> {}))
                .hasMessageContaining("It does not exist");
    }

    private void zip(Path archive, String prefix) throws IOException {
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(archive), StandardCharsets.UTF_8)) {
            for (Path file : files()) {
                entry(out, prefix + relative(file), Files.readAllBytes(file));
            }
        }
    }

    private static void entry(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walked = Files.walk(folder.path())) {
            return walked.filter(Files::isRegularFile).toList();
        }
    }

    private String relative(Path file) {
        return folder.path().relativize(file).toString();
    }
}
