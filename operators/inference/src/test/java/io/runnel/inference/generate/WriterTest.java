package io.runnel.inference.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.TinyModel;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.generation.BeamRule;
import io.runnel.modelstore.generation.EarlyStopping;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.Repetition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop over ONNX Runtime writes what the formulas of {@code make_writers.py} give. */
class WriterTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final BeamRule BEAMS = new BeamRule(3, 1.2, EarlyStopping.FIRST_FINISHED);

    @TempDir Path copy;

    @Test
    void goesOnWithATextTokenForToken() {
        assertWrites("1", BeamRule.GREEDY);
    }

    @Test
    void readsALongTextInPieces() {
        List<int[]> texts = texts(30);
        for (BeamRule beams : List.of(BeamRule.GREEDY, BEAMS)) {
            GenerationSettings settings = settings("1").with(beams);
            try (Writer writer = writer(folder("1"), new Writer.Settings(2, 12, 8, LONG))) {
                List<CompletableFuture<Written>> answers = new ArrayList<>();
                texts.forEach(text -> answers.add(write(writer, text, settings)));
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(answers.get(i).join().tokens())
                            .containsExactly(FormulaWriter.after(texts.get(i), settings).tokens());
                }
            }
        }
    }

    @Test
    void followsSeveralSequencesOfEachText() {
        assertWrites("1", BEAMS);
    }

    @Test
    void writesAboutWhatItsEncoderRead() {
        assertWrites("2", BeamRule.GREEDY);
        assertWrites("2", BEAMS);
    }

    @Test
    void answersNoTextDifferentlyInCompany() {
        List<int[]> texts = texts(40);
        try (Writer alone = writer("1", 1);
                Writer together = writer("1", 16)) {
            GenerationSettings settings = settings("1").with(BEAMS);
            List<CompletableFuture<Written>> crowd = new ArrayList<>();
            texts.forEach(text -> crowd.add(write(together, text, settings)));
            for (int i = 0; i < texts.size(); i++) {
                Written single = write(alone, texts.get(i), settings).join();
                Written inCompany = crowd.get(i).join();
                assertThat(inCompany.tokens()).containsExactly(single.tokens());
                assertThat(inCompany.score()).isEqualTo(single.score());
            }
        }
    }

    @Test
    void marksWhatIsCut() {
        try (Writer writer = writer("1", 4)) {
            GenerationSettings settings = settings("1");
            WritingRequest noTime =
                    new WritingRequest(new int[] {5, 6}, settings, 0, Duration.ZERO);
            Written cut = writer.write(writer.openLine(), noTime).join();
            assertThat(cut.ending()).isEqualTo(Written.Ending.TIME_LIMIT);
            assertThat(cut.tokens()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void givesTextsThatBelongTogetherOneTime() {
        GenerationSettings settings = settings("1");
        TimeBudget none = new TimeBudget(Duration.ZERO);
        try (Writer writer = writer("1", 4)) {
            WritingLine line = writer.openLine();
            for (int i = 0; i < 3; i++) {
                WritingRequest text = new WritingRequest(new int[] {5, 6}, settings, 0, LONG);
                Written cut = writer.write(line, text, none).join();
                assertThat(cut.ending()).isEqualTo(Written.Ending.TIME_LIMIT);
                assertThat(cut.tokens()).isEmpty();
            }
            assertThat(writer.times().modelNanos()).isZero();
        }
    }

    @Test
    void countsTimeFromTheFirstTokenOnce() {
        TimeBudget time = new TimeBudget(Duration.ofNanos(10));
        assertThat(time.isOver(100)).isFalse();
        assertThat(time.deadline(5)).isEqualTo(15);
        assertThat(time.deadline(12)).isEqualTo(15);
        assertThat(time.isOver(15)).isTrue();
    }

    @Test
    void givesATextAllItsTimeAgainWhenItsCompanyFailed() {
        TimeBudget time = new TimeBudget(Duration.ofNanos(10));
        assertThat(time.deadline(5)).isEqualTo(15);
        time.beginAgain();
        assertThat(time.isOver(50)).isFalse();
        assertThat(time.deadline(50)).isEqualTo(60);
    }

    @Test
    void failsATextThatCannotBeBegunAloneAndWritesTheOthers() {
        GenerationSettings usual = settings("1");
        GenerationSettings ofSource =
                new GenerationSettings(
                        usual.lengths(),
                        usual.beams(),
                        new Repetition(1, 2, 0, 0),
                        usual.ids(),
                        usual.forbidden(),
                        usual.sampling());
        try (Writer writer = writer("1", 8)) {
            CompletableFuture<Written> impossible = write(writer, new int[] {-1, 5}, ofSource);
            CompletableFuture<Written> usually = write(writer, new int[] {6, 5}, usual);
            assertThatThrownBy(impossible::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            WritingException.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(WritingException.Kind.FAILED));
            assertThat(usually.join().tokens())
                    .containsExactly(FormulaWriter.after(new int[] {6, 5}, usual).tokens());
        }
    }

    @Test
    void hasRoomForWhatTheModelTakesWhereMemoryIsAmple() {
        try (Writer writer = writer("1", 4)) {
            assertThat(writer.mostTokens(1, 8)).isEqualTo(folder("1").card().maxTokens());
        }
    }

    @Test
    void failsATextWhoseLogitsAreNoNumbers() throws IOException {
        byte[] broken = floatBytes(Float.NaN);
        Files.write(
                copyOfTheFirst().resolve("model.onnx"),
                replaced(folder("1").path().resolve("model.onnx"), firstOfTheLastTable(), broken));
        try (Writer writer = writer(ModelDirectory.open(copy), 4)) {
            CompletableFuture<Written> answer = write(writer, new int[] {5, 6}, settings("1"));
            assertThatThrownBy(answer::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            WritingException.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(WritingException.Kind.FAILED))
                    .hasMessageContaining("NaN")
                    .hasMessageContaining("float32");
        }
    }

    @Test
    void failsWhatIsNotWrittenWhenItIsClosed() {
        Writer writer = writer("1", 4);
        writer.close();
        CompletableFuture<Written> late = write(writer, new int[] {5}, settings("1"));
        assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WritingException.class,
                        failure ->
                                assertThat(failure.kind()).isEqualTo(WritingException.Kind.CLOSED));
    }

    /** As {@code make_writers.py} has it: the table that turns a state into logits. */
    private static byte[] firstOfTheLastTable() {
        return floatBytes((float) Math.sin(0.7));
    }

    private static byte[] floatBytes(float value) {
        return ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    private static byte[] replaced(Path file, byte[] old, byte[] changed) throws IOException {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        String sought = new String(old, ISO_8859_1);
        assertThat(bytes).contains(sought);
        return bytes.replace(sought, new String(changed, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private Path copyOfTheFirst() throws IOException {
        try (Stream<Path> files = Files.list(folder("1").path())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void assertWrites(String version, BeamRule beams) {
        GenerationSettings settings = settings(version).with(beams);
        List<int[]> texts = texts(30);
        try (Writer writer = writer(version, 12)) {
            List<CompletableFuture<Written>> answers = new ArrayList<>();
            texts.forEach(text -> answers.add(write(writer, text, settings)));
            for (int i = 0; i < texts.size(); i++) {
                Written expected =
                        version.equals("1")
                                ? FormulaWriter.after(texts.get(i), settings)
                                : FormulaWriter.about(texts.get(i), settings);
                assertThat(answers.get(i).join().tokens())
                        .as("text %d", i)
                        .containsExactly(expected.tokens());
            }
        }
    }

    private static List<int[]> texts(int count) {
        Random random = new Random(5);
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(random.ints(1 + random.nextInt(30), 4, 40).toArray());
        }
        return texts;
    }

    private static CompletableFuture<Written> write(
            Writer writer, int[] text, GenerationSettings settings) {
        return writer.write(writer.openLine(), new WritingRequest(text, settings, 0, LONG));
    }

    private static GenerationSettings settings(String version) {
        return GenerationConfig.read(folder(version).path());
    }

    private static Writer writer(String version, int maxRows) {
        return writer(folder(version), maxRows);
    }

    private static Writer writer(ModelDirectory model, int maxRows) {
        return writer(model, new Writer.Settings(2, maxRows, LONG));
    }

    private static Writer writer(ModelDirectory model, Writer.Settings settings) {
        ModelRegistry registry = new ModelRegistry(Thread::new);
        return new Writer(
                registry.acquireWriter(model, new SessionPlan(1)),
                settings,
                Thread::new,
                System::nanoTime);
    }

    private static ModelDirectory folder(String version) {
        return ModelDirectory.open(TinyModel.store().resolve("writer").resolve(version));
    }
}
