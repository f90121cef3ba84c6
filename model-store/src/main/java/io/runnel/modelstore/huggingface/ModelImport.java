package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import io.runnel.modelstore.Sha256;
import io.runnel.modelstore.graph.GraphFacts;
import io.runnel.modelstore.graph.Requantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings a folder into a model store: copies the files that are the model, records their digests,
 * writes its card. The model is in the store whole, or not at all.
 */
public final class ModelImport {
    private final Path store;

    /**
     * @param store the folder of the model store
     */
    public ModelImport(Path store) {
        this.store = store;
    }

    /**
     * Adds a folder or an archive.
     *
     * @param check is given a store that holds the new model alone, before it is in this one; what
     *     it throws keeps it out
     * @throws ModelFolderException with every mistake
     */
    public ModelDirectory add(Path source, AddRequest request, Consumer<ModelStore> check)
            throws IOException {
        requireFree(source, request.id());
        if (Files.notExists(store)) {
            Files.createDirectories(store);
        }
        try (Archive archive = Archive.open(source, store)) {
            HuggingFaceFolder folder = HuggingFaceFolder.read(archive.folder(), request);
            Path alone = Files.createTempDirectory(store, ".adding-");
            try {
                Path staged = stage(folder, request, alone);
                check.accept(new ModelStore(alone));
                Path place = place(request.id());
                Files.createDirectories(place.getParent());
                Files.move(staged, place);
                return ModelDirectory.open(place);
            } finally {
                Archive.delete(alone);
            }
        }
    }

    /** The next version of a model: one more than the highest number, 1 for a new model. */
    public String nextVersion(String name) throws IOException {
        Path versions = store.resolve(name);
        int highest = 0;
        if (ModelId.mistake(name).isEmpty() && Files.isDirectory(versions)) {
            try (var listed = Files.list(versions)) {
                for (Path version : listed.toList()) {
                    String text = String.valueOf(version.getFileName());
                    highest =
                            Math.max(
                                    highest,
                                    text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0);
                }
            }
        }
        return Integer.toString(highest + 1);
    }

    private static Path stage(HuggingFaceFolder folder, AddRequest request, Path alone)
            throws IOException {
        ModelId id = request.id();
        Path staged = alone.resolve(id.name()).resolve(id.version());
        Map<String, String> digests = new TreeMap<>();
        for (String file : folder.files()) {
            Path copy = staged.resolve(file);
            Files.createDirectories(copy.getParent());
            copy(folder, file, copy, request.scales());
            digests.put(file, Sha256.of(copy));
        }
        boolean dependent =
                folder.isBatchDependent() && request.scales() == AddRequest.Scales.AS_THEY_ARE;
        Files.writeString(
                staged.resolve(ModelDirectory.CARD),
                CardWriter.write(
                        folder,
                        id,
                        dependent ? CardWriter.Batch.DEPENDENT : CardWriter.Batch.INDEPENDENT,
                        digests));
        return staged;
    }

    private static void copy(
            HuggingFaceFolder folder, String file, Path copy, AddRequest.Scales scales)
            throws IOException {
        Path original = folder.path().resolve(file);
        GraphFacts graph = folder.graphs().get(file);
        if (scales == AddRequest.Scales.AS_THEY_ARE || graph == null || !graph.isBatchDependent()) {
            Files.copy(original, copy);
            return;
        }
        try {
            Requantizer.byRows(original, copy);
        } catch (IOException e) {
            throw new ModelFolderException(
                    folder.path(),
                    List.of(
                            "Graph '"
                                    + file
                                    + "' cannot be scaled by rows: "
                                    + e.getMessage()
                                    + "."));
        }
    }

    private void requireFree(Path source, ModelId id) {
        List<String> mistakes =
                Stream.of(id.name(), id.version())
                        .map(ModelId::mistake)
                        .flatMap(Optional::stream)
                        .toList();
        if (!mistakes.isEmpty()) {
            throw new ModelFolderException(source, mistakes);
        }
        if (Files.exists(place(id))) {
            throw new ModelFolderException(
                    source,
                    List.of(
                            "Model "
                                    + id
                                    + " is in the store already. Name another version with"
                                    + " --version, or leave it out to get the next one."));
        }
    }

    private Path place(ModelId id) {
        return store.resolve(id.name()).resolve(id.version());
    }
}
