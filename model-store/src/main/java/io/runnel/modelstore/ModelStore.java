package io.runnel.modelstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of models: {@code <name>/<version>/runnel.yaml}. Reads only. */
public record ModelStore(Path root) {
    /**
     * The folder of this model.
     *
     * @throws IllegalArgumentException if it is not there, with what there is, or is not
     *     well-formed
     */
    public ModelDirectory find(ModelId id) {
        Path folder = root.resolve(id.name()).resolve(id.version());
        boolean inside =
                folder.normalize().startsWith(root.normalize())
                        && folder.equals(folder.normalize());
        if (!inside || !Files.isRegularFile(folder.resolve(ModelDirectory.CARD))) {
            throw new IllegalArgumentException(
                    "Model "
                            + id
                            + " is not in the store "
                            + root
                            + "; there are "
                            + list()
                            + ". A model is a folder <name>/<version>/ with a "
                            + ModelDirectory.CARD
                            + ".");
        }
        ModelDirectory directory = ModelDirectory.open(folder);
        if (!directory.card().id().equals(id)) {
            throw new ModelFolderException(
                    folder,
                    List.of(
                            "Its "
                                    + ModelDirectory.CARD
                                    + " names the model "
                                    + directory.card().id()
                                    + ", its place "
                                    + id
                                    + "."));
        }
        return directory;
    }

    /** The models of the store, by name, then version; empty if the folder is. */
    public List<ModelId> list() {
        List<ModelId> models = new ArrayList<>();
        for (Path name : folders(root)) {
            for (Path version : folders(name)) {
                if (Files.isRegularFile(version.resolve(ModelDirectory.CARD))) {
                    models.add(new ModelId(fileName(name), fileName(version)));
                }
            }
        }
        models.sort(Comparator.comparing(ModelId::toString));
        return List.copyOf(models);
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Model store folder " + parent + " cannot be listed: " + e, e);
        }
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
