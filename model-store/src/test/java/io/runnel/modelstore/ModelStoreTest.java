package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    @TempDir Path root;

    @Test
    void findsAModelByNameAndVersion() {
        ModelFolder.good(root, "moods", "1");
        assertThat(new ModelStore(root).find(ModelId.parse("moods/1")).card().id())
                .hasToString("moods/1");
    }

    @Test
    void listsWhatThereIs() {
        ModelFolder.good(root, "moods", "2");
        ModelFolder.good(root, "moods", "1");
        ModelFolder.good(root, "base", "1");
        assertThat(new ModelStore(root).list())
                .extracting(ModelId::toString)
                .containsExactly("base/1", "moods/1", "moods/2");
        assertThat(new ModelStore(root.resolve("nowhere")).list()).isEmpty();
    }

    @Test
    void namesTheModelsThatThereAreWhenOneIsMissing() {
        ModelFolder.good(root, "moods", "1");
        assertThatThrownBy(() -> new ModelStore(root).find(ModelId.parse("moods/2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Model moods/2 is not in the store")
                .hasMessageContaining("[moods/1]");
    }

    @Test
    void doesNotFollowANameOutOfTheStore() {
        ModelFolder.good(root, "moods", "1");
        Path inner = root.resolve("inner");
        assertThatThrownBy(() -> new ModelStore(inner).find(new ModelId("../moods", "1")))
                .hasMessageContaining("is not in the store");
    }

    @Test
    void refusesAFolderInAnotherModelsPlace() {
        ModelFolder.good(root, "moods", "1").cardWith("version: 1", "version: 3");
        assertThatThrownBy(() -> new ModelStore(root).find(ModelId.parse("moods/1")))
                .hasMessageContaining("names the model moods/3, its place moods/1");
    }
}
