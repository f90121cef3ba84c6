package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceFileTest {
    private Path file;

    @BeforeEach
    void nameTheFile(@TempDir Path folder) {
        file = folder.resolve("corpus.jsonl");
    }

    @Test
    void onlyTheFirstPieceOpensADocument() throws IOException {
        Files.writeString(
                file,
                """
                {"id":"a","text":"One.","tokens":4}
                {"id":"a","text":"Two.","tokens":4}
                {"id":"b","text":"Three 💳","tokens":5}
                """);

        assertThat(PieceFile.read(file))
                .containsExactly(
                        new Piece("a", "One.", 4, true),
                        new Piece("a", "Two.", 4, false),
                        new Piece("b", "Three 💳", 5, true));
    }

    @Test
    void namesTheLineThatIsNoJson() throws IOException {
        Files.writeString(file, "{\"id\":\"a\",\"text\":\"One.\",\"tokens\":4}\nOops\n");

        assertThatThrownBy(() -> PieceFile.read(file)).hasMessageContaining("line 2");
    }

    @Test
    void refusesAnEmptyCorpus() throws IOException {
        Files.writeString(file, "");

        assertThatThrownBy(() -> PieceFile.read(file)).hasMessageContaining("is empty");
    }
}
