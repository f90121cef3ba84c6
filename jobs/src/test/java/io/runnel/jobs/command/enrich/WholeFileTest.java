package io.runnel.jobs.command.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void leavesTheOldFileUntilTheNewOneIsComplete() throws IOException {
        Path place = folder.resolve("out.jsonl");
        Files.writeString(place, "old");
        try (WholeFile file = WholeFile.at(place)) {
            Files.writeString(file.draft(), "new");
            assertThat(place).hasContent("old");
            file.publish();
            assertThat(place).hasContent("new");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void letsTwoProcessesWithOneIdWriteTheSamePlace() throws IOException {
        Path place = folder.resolve("out.jsonl");
        try (WholeFile one = WholeFile.at(place);
                WholeFile other = WholeFile.at(place)) {
            assertThat(one.draft()).isNotEqualTo(other.draft());
        }
    }

    @Test
    void leavesNothingBehindWhenItIsNotPublished() throws IOException {
        try (WholeFile file = WholeFile.at(folder.resolve("out.jsonl"))) {
            Files.writeString(file.draft(), "half");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAPlaceThatCannotBeAFile() {
        assertThatThrownBy(() -> WholeFile.at(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> WholeFile.at(folder.resolve("no/out.jsonl")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void writesARejectWithItsLineAndItsBytes() {
        assertThat(reject("£".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(
                        "{\"line\":3,\"reason\":\"NO_TEXT\",\"stage\":\"decode\",\"message\":\"why\",\"text\":\"£\"}");
        assertThat(reject(new byte[] {(byte) 0xff})).endsWith("\"base64\":\"/w==\"}");
    }

    private static String reject(byte[] payload) {
        Origin origin = new Origin("file", 0, 2, 0, null, List.of(), payload);
        Reject reject = new Reject(origin, Stage.DECODE, RejectReason.NO_TEXT, null, "why");
        return new String(RejectLine.of(reject), StandardCharsets.UTF_8);
    }
}
