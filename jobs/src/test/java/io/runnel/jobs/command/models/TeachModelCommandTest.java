package io.runnel.jobs.command.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the pack of the checkout, on texts written for this project. */
class TeachModelCommandTest {
    private static final List<String> GARDEN =
            List.of(
                    "Which soil do tomatoes need?",
                    "My roses have yellow leaves.",
                    "How often should I water a fern?",
                    "The hedge needs cutting in June.",
                    "Slugs have eaten all the lettuce.",
                    "When do I plant tulip bulbs?",
                    "The lawn is full of moss this spring.",
                    "Can I grow lemons in a pot?");
    private static final List<String> KITCHEN =
            List.of(
                    "The oven does not get hot enough.",
                    "How long do I boil an egg?",
                    "This pan sticks whatever I fry.",
                    "Is there a recipe for lentil soup?",
                    "The dishwasher leaves spots on the glasses.",
                    "How do I sharpen a bread knife?",
                    "My cake fell in the middle.",
                    "Which flour is best for pizza dough?");

    private final TestTerminal terminal = new TestTerminal();

    @TempDir private Path store;
    @TempDir private Path folder;

    @BeforeEach
    void copyThePack() throws IOException {
        Path pack = RepositoryRoot.resolve("model-store/models/runnel-base/3");
        Path copy = store.resolve("runnel-base").resolve("3");
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(pack.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    @Test
    void learnsLabelsThatTheModelAnswersBesideItsOthers() throws IOException {
        assertThat(teach(csv())).isZero();

        assertThat(terminal.err()).contains("Reading 16 texts of 2 labels with runnel-base/3");
        assertThat(terminal.out())
                .contains("accuracy", "macro-F1", "most frequent confusions")
                .contains("written: mine/1");
        ModelCard card = ModelDirectory.open(store.resolve("mine").resolve("1")).card();
        ModelCard base = ModelDirectory.open(store.resolve("runnel-base").resolve("3")).card();
        assertThat(card.heads()).hasSize(base.heads().size() + 1).containsAll(base.heads());
        assertThat(card.head("mine").orElseThrow().labels()).containsExactly("garden", "kitchen");
        assertThat(new TestTerminal().run("models", "verify", "--models", store.toString()))
                .isZero();
    }

    @Test
    void answersTextsThatItHasNotSeen() throws IOException {
        assertThat(teach(csv())).isZero();
        Path rows = folder.resolve("rows.jsonl");
        Files.writeString(
                rows,
                """
                {"text": "Do sunflowers need much water?", "label": "garden"}
                {"text": "The apple tree has lost its leaves.", "label": "garden"}
                {"text": "How do I fry fish without a smell?", "label": "kitchen"}
                {"text": "The fridge freezes the vegetables.", "label": "kitchen"}
                """);
        TestTerminal evaluation = new TestTerminal();

        assertThat(
                        evaluation.run(
                                "models",
                                "evaluate",
                                "--model",
                                "mine/1",
                                "--head",
                                "mine",
                                "--input",
                                rows.toString(),
                                "--models",
                                store.toString(),
                                "--output",
                                "json"))
                .isZero();

        JsonNode report = new ObjectMapper().readTree(evaluation.out());
        assertThat(report.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void saysThatAFileIsNotInTheExpectedEncoding() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "text,label\nGr\u00fc\u00dfe,a\n".getBytes(ISO_8859_1));

        assertThat(teach(file)).isEqualTo(1);

        assertThat(terminal.err()).contains("latin.csv is not in UTF-8", "Save it as UTF-8");
    }

    @Test
    void saysWhichColumnsAFileHas() throws IOException {
        Path file = folder.resolve("other.csv");
        Files.writeString(file, "words,queue\nhello,a\nbye,b\n");

        assertThat(teach(file)).isEqualTo(1);

        assertThat(terminal.err())
                .contains("has the columns [words, queue]; expected 'text' and 'label'");
    }

    @Test
    void saysThatAFileOfASpreadsheetHasSemicolons() throws IOException {
        Path file = folder.resolve("german.csv");
        Files.writeString(file, "\uFEFFtext;label\nhello;a\nbye;b\n");

        assertThat(teach(file)).isEqualTo(1);

        assertThat(terminal.err())
                .contains("has the columns [text;label]", "This file has semicolons");
    }

    @Test
    void goesOverTheMarkThatASpreadsheetPutsFirst() throws IOException {
        Path file = folder.resolve("few.csv");
        Files.writeString(file, "\uFEFFtext,label\none,a\ntwo,a\nthree,b\n");

        assertThat(teach(file)).isEqualTo(1);

        assertThat(terminal.err()).contains("has a single text for [b]");
    }

    @Test
    void refusesALabelWithASingleText() throws IOException {
        Path file = folder.resolve("few.csv");
        Files.writeString(file, "text,label\none,a\ntwo,a\nthree,b\n");

        assertThat(teach(file)).isEqualTo(1);

        assertThat(terminal.err()).contains("has a single text for [b]");
    }

    @Test
    void refusesANameThatCannotBeOneBeforeItReadsTexts() throws IOException {
        for (String name : List.of("My-Queues", "a/b", "../../out")) {
            assertThat(teach(csv(), name)).isEqualTo(1);
            assertThat(terminal.err()).contains("'" + name + "' cannot be a name or version");
        }
        assertThat(teach(csv(), "banking-intent")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("has a head 'banking-intent' already")
                .doesNotContain("Reading ");
        try (Stream<Path> left = Files.list(store)) {
            assertThat(left).containsExactly(store.resolve("runnel-base"));
        }
    }

    private int teach(Path labels) {
        return teach(labels, "mine");
    }

    private int teach(Path labels, String name) {
        return terminal.run(
                "models",
                "teach",
                "--task",
                "classification",
                "--labels",
                labels.toString(),
                "--name",
                name,
                "--models",
                store.toString());
    }

    private Path csv() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        GARDEN.forEach(text -> rows.append('"').append(text).append("\",garden\n"));
        KITCHEN.forEach(text -> rows.append('"').append(text).append("\",kitchen\n"));
        return Files.writeString(folder.resolve("labels.csv"), rows);
    }
}
