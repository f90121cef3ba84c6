package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.follow.CorrectionJson;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.Place;
import io.runnel.jobs.command.models.teach.TaughtText;
import io.runnel.jobs.command.models.teach.TaughtTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextsTest {
    private final LabelledTexts texts = new LabelledTexts("ticket", "classification");

    @TempDir Path folder;

    @Test
    void areRowsThatModelsTeachReads() throws Exception {
        texts.add(correction("a", "Line one\n\"quoted\", two", "billing"));
        texts.add(correction("b", "Text b", "cards"));
        texts.add(correction("c", "Text c", "cards"));
        texts.add(correction("d", "Text d", "cards"));
        texts.add(correction("d", "Text d", "billing"));
        texts.add("no JSON".getBytes(StandardCharsets.UTF_8));
        texts.add(null);
        for (String name : List.of("rows.csv", "rows.jsonl")) {
            Path file = folder.resolve(name);
            Files.write(file, name.endsWith("csv") ? texts.csv() : texts.jsonLines());
            TaughtTexts read = TaughtTexts.read(file, "text", "label");
            assertThat(read.leftOut()).isZero();
            assertThat(read.texts())
                    .extracting(TaughtText::text)
                    .containsExactly("Line one\n\"quoted\", two", "Text b", "Text c", "Text d");
            assertThat(read.texts())
                    .extracting(TaughtText::label)
                    .containsExactly("billing", "cards", "cards", "billing");
        }
        assertThat(texts.others()).isEqualTo(2);
    }

    @Test
    void leavesOtherTasksOut() {
        texts.add(
                CorrectionJson.write(
                        correctionOf("a", "sentiment", "{\"label\":\"negative\"}"), "Text"));
        assertThat(texts.size()).isZero();
    }

    private static byte[] correction(String id, String text, String label) {
        return CorrectionJson.write(
                correctionOf(id, "classification", "{\"label\":\"" + label + "\"}"), text);
    }

    private static Correction correctionOf(String id, String task, String right) {
        return new Correction(
                "c-" + id,
                new Place("corrections", 0, 0),
                0,
                "127.0.0.1",
                "ticket",
                id,
                task,
                new Correction.JudgedHead("ticket-queue", "runnel-base", "3"),
                "{\"label\":\"other\"}",
                right,
                false,
                null,
                null);
    }
}
