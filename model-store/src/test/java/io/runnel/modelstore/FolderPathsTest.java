package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder that the tests run in is a module of the build. */
class FolderPathsTest {
    @ParameterizedTest
    @ValueSource(strings = {".", "", "src/..", "./src/../."})
    void findsTheFilesOfTheFolderThatOneStandsIn(String folder) {
        FolderPaths paths = new FolderPaths(Path.of(folder));
        assertThat(paths.mistake("graph", "pom.xml")).isEqualTo(Optional.empty());
        assertThat(paths.nearest()).isNotEmpty().noneMatch(name -> name.startsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "", "src/.."})
    void leavesNoRelativeFolder(String folder) {
        assertThat(new FolderPaths(Path.of(folder)).mistake("graph", "../pom.xml"))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("leaves the folder"));
    }
}
