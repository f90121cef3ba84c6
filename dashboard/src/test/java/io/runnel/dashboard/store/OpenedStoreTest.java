package io.runnel.dashboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedStoreTest {
    @TempDir Path folder;

    @Test
    void removesItsOldExportsAndNobodyElsesFiles() throws IOException {
        Path exports = Files.createDirectories(folder.resolve("exports"));
        Files.createFile(exports.resolve("9b2f0d5e-6a3c-4f10-8f6e-0c1d2e3f4a5b.parquet"));
        Path report = Files.createFile(exports.resolve("report.parquet"));
        Path notes = Files.createDirectory(exports.resolve("notes"));
        Path kept = Files.createFile(notes.resolve("kept.txt"));
        Store.open(StoreSettings.in(folder)).close();
        try (var left = Files.list(exports)) {
            assertThat(left).containsExactlyInAnyOrder(report, notes);
        }
        assertThat(kept).exists();
    }
}
